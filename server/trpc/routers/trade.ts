import { orderInput, wishInput } from '#server/domain/trade/inputs.ts'
import { placeOrder } from '#server/services/trade/place-order.ts'
import { quoteTrade } from '#server/services/trade/quote-trade.ts'
import { router } from '../init.ts'
import { playerProcedure } from '../procedures.ts'

export const tradeRouter = router({
  quote: playerProcedure.input(wishInput).query(({ ctx, input }) => quoteTrade(ctx.service, input)),
  order: playerProcedure.input(orderInput).mutation(({ ctx, input }) => placeOrder(ctx.service, input)),
})
