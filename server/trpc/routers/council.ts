import { z } from 'zod'
import { castMotionVoteInput, motionInput, proposeMotionInput } from '#server/domain/council/inputs.ts'
import { COUNCIL_MOTION_TYPES } from '#server/domain/council/motion-types.ts'
import { rangeInput } from '#server/domain/economy/inputs.ts'
import { pagingFields, pagingInput } from '#server/domain/paging.ts'
import { regionRef } from '#server/domain/regions/region-ref.ts'
import { POLICY_STATUSES } from '#server/domain/policies/policy-statuses.ts'
import { castMotionVote } from '#server/services/council/cast-motion-vote.ts'
import { councilOverview } from '#server/services/council/council-overview.ts'
import { getMotionRecord } from '#server/services/council/get-motion-record.ts'
import { getMotion } from '#server/services/council/get-motion.ts'
import { getTreasuryFlow } from '#server/services/council/get-treasury-flow.ts'
import { getSeat } from '#server/services/council/get-seat.ts'
import { listMotions } from '#server/services/council/list-motions.ts'
import { listNexusLaws } from '#server/services/council/list-nexus-laws.ts'
import { listSeats } from '#server/services/council/list-seats.ts'
import { proposeMotion } from '#server/services/council/propose-motion.ts'
import { withdrawMotion } from '#server/services/council/withdraw-motion.ts'
import { router } from '../init.ts'
import { playerProcedure, publicProcedure } from '../procedures.ts'

export const councilRouter = router({
  overview: publicProcedure.query(({ ctx }) => councilOverview(ctx.service)),
  treasury: publicProcedure.input(rangeInput).query(({ ctx, input }) => getTreasuryFlow(ctx.service, input)),
  seats: publicProcedure.input(pagingInput).query(({ ctx, input }) => listSeats(ctx.service, input)),
  seat: publicProcedure
    .input(z.object({ region: regionRef }))
    .query(({ ctx, input }) => getSeat(ctx.service, input)),
  laws: publicProcedure.input(pagingInput).query(({ ctx, input }) => listNexusLaws(ctx.service, input)),
  list: publicProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/nexus/council/motions',
        tag: 'nexus',
        summary: 'Motions of the Galactic Council, newest first',
        answer: 'MotionPage',
      },
    })
    .input(
      z.object({
        status: z.array(z.enum(POLICY_STATUSES)).optional(),
        motionType: z.enum(COUNCIL_MOTION_TYPES).optional(),
        ...pagingFields,
      }),
    )
    .query(({ ctx, input }) => listMotions(ctx.service, input)),
  get: publicProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/nexus/council/motions/{motionId}',
        tag: 'nexus',
        summary: 'One motion',
        answer: 'Motion',
      },
    })
    .input(motionInput)
    .query(({ ctx, input }) => getMotion(ctx.service, input)),
  record: publicProcedure.input(motionInput).query(({ ctx, input }) => getMotionRecord(ctx.service, input)),
  propose: playerProcedure
    .input(proposeMotionInput)
    .mutation(({ ctx, input }) => proposeMotion(ctx.service, input)),
  withdraw: playerProcedure
    .input(motionInput)
    .mutation(({ ctx, input }) => withdrawMotion(ctx.service, input)),
  cast: playerProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/nexus/council/motions/{motionId}/ballot',
        tag: 'nexus',
        summary: 'Cast or change the ballot of your seats',
        answer: 'BallotReceipt',
      },
    })
    .input(castMotionVoteInput)
    .mutation(({ ctx, input }) => castMotionVote(ctx.service, input)),
})
