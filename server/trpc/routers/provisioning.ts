import { z } from 'zod'
import { OPERATION_STATUSES } from '#db/schema/platform/operations.ts'
import { getProvisioning } from '#server/services/provisioning/get-provisioning.ts'
import { retryProvisioning } from '#server/services/provisioning/retry-provisioning.ts'
import { router } from '../init.ts'
import { playerProcedure } from '../procedures.ts'

const regionRef = z.object({ region: z.string().min(1).max(60) })

export const buildSchema = z.object({
  id: z.uuid(),
  status: z.enum(OPERATION_STATUSES),
  step: z.string(),
  stepLabel: z.string(),
  progress: z.int(),
  attempts: z.int(),
  error: z.string().nullable(),
  nextAttemptAt: z.iso.datetime().nullable(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
})

export const provisioningRouter = router({
  get: playerProcedure
    .input(regionRef)
    .output(buildSchema)
    .query(({ ctx, input }) => getProvisioning(ctx.ctx, input)),
  retry: playerProcedure
    .input(regionRef)
    .output(buildSchema)
    .mutation(({ ctx, input }) => retryProvisioning(ctx.ctx, input)),
})
