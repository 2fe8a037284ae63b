import { z } from 'zod'
import { castMotionVoteInput, motionInput, proposeMotionInput } from '#server/domain/council/inputs.ts'
import { COUNCIL_MOTION_TYPES } from '#server/domain/council/motion-types.ts'
import { motionWire } from '#server/domain/council/wire.ts'
import { pageOf, pagingFields, pagingInput } from '#server/domain/paging.ts'
import { regionRef } from '#server/domain/regions/region-ref.ts'
import { POLICY_STATUSES } from '#server/domain/policies/policy-statuses.ts'
import { castMotionVote } from '#server/services/council/cast-motion-vote.ts'
import { councilOverview } from '#server/services/council/council-overview.ts'
import { getMotionRecord } from '#server/services/council/get-motion-record.ts'
import { getMotion } from '#server/services/council/get-motion.ts'
import { getSeat } from '#server/services/council/get-seat.ts'
import { listMotions } from '#server/services/council/list-motions.ts'
import { listNexusLaws } from '#server/services/council/list-nexus-laws.ts'
import { listSeats } from '#server/services/council/list-seats.ts'
import { proposeMotion } from '#server/services/council/propose-motion.ts'
import { withdrawMotion } from '#server/services/council/withdraw-motion.ts'
import { router } from '../init.ts'
import { playerProcedure, publicProcedure } from '../procedures.ts'

const tags = ['nexus']
const receipt = z.object({
  receipt: z.string(),
  weight: z.int(),
  changed: z.boolean(),
  castAt: z.iso.datetime(),
})

export const councilRouter = router({
  overview: publicProcedure.query(({ ctx }) => councilOverview(ctx.ctx)),
  seats: publicProcedure.input(pagingInput).query(({ ctx, input }) => listSeats(ctx.ctx, input)),
  seat: publicProcedure
    .input(z.object({ region: regionRef }))
    .query(({ ctx, input }) => getSeat(ctx.ctx, input)),
  laws: publicProcedure.input(pagingInput).query(({ ctx, input }) => listNexusLaws(ctx.ctx, input)),
  list: publicProcedure
    .input(
      z.object({
        status: z.array(z.enum(POLICY_STATUSES)).optional(),
        motionType: z.enum(COUNCIL_MOTION_TYPES).optional(),
        ...pagingFields,
      }),
    )
    .query(({ ctx, input }) => listMotions(ctx.ctx, input)),
  get: publicProcedure.input(motionInput).query(({ ctx, input }) => getMotion(ctx.ctx, input)),
  record: publicProcedure.input(motionInput).query(({ ctx, input }) => getMotionRecord(ctx.ctx, input)),
  propose: playerProcedure
    .input(proposeMotionInput)
    .mutation(({ ctx, input }) => proposeMotion(ctx.ctx, input)),
  withdraw: playerProcedure.input(motionInput).mutation(({ ctx, input }) => withdrawMotion(ctx.ctx, input)),

  listPublic: publicProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/nexus/council/motions',
        tags,
        summary: 'Motions of the Galactic Council, newest first',
        protect: false,
      },
    })
    .input(z.object({ status: z.enum(POLICY_STATUSES).optional(), ...pagingFields }))
    .output(pageOf(motionWire))
    .query(({ ctx, input: { status, ...paging } }) =>
      listMotions(ctx.ctx, { ...paging, status: status && [status] }),
    ),
  cast: playerProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/nexus/council/motions/{motionId}/ballot',
        tags,
        summary: 'Cast or change the ballot of one’s seats',
        protect: true,
      },
    })
    .input(castMotionVoteInput)
    .output(receipt)
    .mutation(({ ctx, input }) => castMotionVote(ctx.ctx, input)),
})
