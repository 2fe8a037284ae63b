import { z } from 'zod'
import { giftInput } from '#server/domain/economy/inputs.ts'
import { pagingFields } from '#server/domain/paging.ts'
import { regionRef } from '#server/domain/regions/region-ref.ts'
import { giveToTreasury } from '#server/services/economy/give-to-treasury.ts'
import { myPurse } from '#server/services/economy/my-purse.ts'
import { treasuryBook } from '#server/services/economy/treasury-book.ts'
import { router } from '../init.ts'
import { playerProcedure } from '../procedures.ts'

const oneRegion = z.object({ region: regionRef })

export const economyRouter = router({
  purse: playerProcedure.input(oneRegion).query(({ ctx, input }) => myPurse(ctx.ctx, input)),
  treasury: playerProcedure
    .input(oneRegion.extend(pagingFields))
    .query(({ ctx, input }) => treasuryBook(ctx.ctx, input)),
  give: playerProcedure
    .input(giftInput.extend(oneRegion.shape))
    .mutation(({ ctx, input }) => giveToTreasury(ctx.ctx, input)),

  giveByName: playerProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/regions/{name}/gifts',
        tags: ['regions'],
        summary: 'Give credits from your purse to the treasury of a region',
        description:
          'Choose a giftId for each gift. Sent again with the same giftId and amount, after an answer that was lost, it is given once.',
        protect: true,
      },
    })
    .input(giftInput.extend({ name: regionRef }))
    .output(z.object({ amount: z.int(), purse: z.int(), message: z.string() }))
    .mutation(({ ctx, input: { name, ...gift } }) => giveToTreasury(ctx.ctx, { ...gift, region: name })),
})
