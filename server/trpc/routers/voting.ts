import { z } from 'zod'
import { pagingFields } from '#server/domain/paging.ts'
import { regionRef } from '#server/domain/regions/region-ref.ts'
import { MATTER_KINDS } from '#server/domain/voting/matters.ts'
import { delegateVote } from '#server/services/voting/delegate-vote.ts'
import { getDelegations } from '#server/services/voting/get-delegations.ts'
import { listCivicPlaces } from '#server/services/voting/list-civic-places.ts'
import { listMatters } from '#server/services/voting/list-matters.ts'
import { takeBackDelegation } from '#server/services/voting/take-back-delegation.ts'
import { router } from '../init.ts'
import { playerProcedure } from '../procedures.ts'
import { OF_NAMED_REGION } from '../rest/operation.ts'

const oneRegion = z.object({ region: regionRef })

export const votingRouter = router({
  matters: playerProcedure
    .input(
      z.object({
        region: regionRef.optional(),
        kind: z.enum(MATTER_KINDS).optional(),
        byRegion: z.boolean().optional(),
        ...pagingFields,
      }),
    )
    .query(({ ctx, input }) => listMatters(ctx.service, input)),
  places: playerProcedure.query(({ ctx }) => listCivicPlaces(ctx.service)),
  delegations: playerProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/regions/{name}/delegations',
        tag: 'votes',
        summary: 'Delegated votes of a region, as you may see them',
        answer: 'Delegations',
        names: OF_NAMED_REGION,
      },
    })
    .input(oneRegion.extend({ ...pagingFields, fromPage: pagingFields.page }))
    .query(({ ctx, input }) => getDelegations(ctx.service, input)),
  delegate: playerProcedure
    .meta({
      rest: {
        method: 'PUT',
        path: '/regions/{name}/delegation',
        tag: 'votes',
        summary: 'Delegate your vote, or change your delegate',
        answer: 'Delegate',
        names: OF_NAMED_REGION,
      },
    })
    .input(
      oneRegion.extend({
        callsign: z.string().trim().min(1, 'Enter the callsign of your delegate.').max(40),
      }),
    )
    .mutation(({ ctx, input }) => delegateVote(ctx.service, input)),
  takeBack: playerProcedure
    .meta({
      rest: {
        method: 'DELETE',
        path: '/regions/{name}/delegation',
        tag: 'votes',
        summary: 'Take your delegated vote back',
        answer: null,
        names: OF_NAMED_REGION,
      },
    })
    .input(oneRegion)
    .mutation(({ ctx, input }) => takeBackDelegation(ctx.service, input)),
})
