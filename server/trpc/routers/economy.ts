import { z } from 'zod'
import { giftInput, tradeStatisticsInput } from '#server/domain/economy/inputs.ts'
import { cursorFields } from '#server/domain/paging.ts'
import { regionRef } from '#server/domain/regions/region-ref.ts'
import { giveToTreasury } from '#server/services/economy/give-to-treasury.ts'
import { getMyPurse } from '#server/services/economy/get-my-purse.ts'
import { getTreasuryLedger } from '#server/services/economy/get-treasury-ledger.ts'
import { getTradeStatistics } from '#server/services/economy/get-trade-statistics.ts'
import { router } from '../init.ts'
import { playerProcedure } from '../procedures.ts'
import { OF_NAMED_REGION } from '../rest/operation.ts'

const oneRegion = z.object({ region: regionRef })

export const economyRouter = router({
  purse: playerProcedure.input(oneRegion).query(({ ctx, input }) => getMyPurse(ctx.service, input)),
  treasury: playerProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/regions/{name}/treasury',
        tag: 'regions',
        summary: 'Balance and book of the treasury of a region that you govern',
        answer: 'TreasuryLedger',
        description:
          'Newest first. Taxes, tariffs and whatever else comes from what pilots do is one entry a UTC day and reason, without a name. Ask on with the next of an answer as after; null is the end. Null instead of a book: the galaxy cannot be reached.',
        names: OF_NAMED_REGION,
      },
    })
    .input(oneRegion.extend(cursorFields))
    .query(({ ctx, input }) => getTreasuryLedger(ctx.service, input)),
  trade: playerProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/regions/{name}/trade',
        tag: 'regions',
        summary: 'Trade of a region by good and day, for its government',
        answer: 'TradeStatistics',
        description: 'What everybody may know of a region’s trade is in GET /galaxy.',
        names: OF_NAMED_REGION,
      },
    })
    .input(tradeStatisticsInput.extend(oneRegion.shape))
    .query(({ ctx, input }) => getTradeStatistics(ctx.service, input)),
  give: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/regions/{name}/gifts',
        tag: 'regions',
        summary: 'Give credits from your purse to the treasury of a region',
        answer: 'Gift',
        description:
          'Choose a giftId for each gift. Sent again with the same giftId and amount, after an answer that was lost, it is given once.',
        names: OF_NAMED_REGION,
      },
    })
    .input(giftInput.extend(oneRegion.shape))
    .mutation(({ ctx, input }) => giveToTreasury(ctx.service, input)),
})
