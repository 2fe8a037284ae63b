import { randomUUID } from 'node:crypto'
import { type Commodity } from '#server/domain/economy/commodities.ts'
import { type OrderSide } from '#server/domain/economy/quote.ts'
import { type Ctx } from '#server/services/context.ts'
import { placeOrder } from '#server/services/trade/place-order.ts'
import { flyTo } from './demo-flight.ts'

export type Delivery = {
  commodity: Commodity
  from: { portId: number; sectorId: number }
  to: { portId: number; sectorId: number }
  quantity: number
}

/** Buys at one port and sells all of it at another. */
export async function deliverGoods(ctx: Ctx, { commodity, from, to, quantity }: Delivery): Promise<void> {
  await flyTo(ctx, from.sectorId)
  await order(ctx, 'buy', { portId: from.portId, commodity, quantity })
  await flyTo(ctx, to.sectorId)
  await order(ctx, 'sell', { portId: to.portId, commodity, quantity })
}

/** Trades at whatever the price is by now. */
export const order = (
  ctx: Ctx,
  side: OrderSide,
  wish: { portId: number; commodity: Commodity; quantity: number },
) =>
  placeOrder(ctx, {
    ...wish,
    side,
    orderId: randomUUID(),
    worstNet: side === 'buy' ? Number.MAX_SAFE_INTEGER : 0,
  })
