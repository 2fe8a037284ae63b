import { z } from 'zod'
import { buildOutput } from '#server/domain/billing/subscription-output.ts'
import { getDeploymentNotice } from '#server/services/provisioning/get-deployment-notice.ts'
import { getProvisioning } from '#server/services/provisioning/get-provisioning.ts'
import { retryProvisioning } from '#server/services/provisioning/retry-provisioning.ts'
import { router } from '../init.ts'
import { playerProcedure } from '../procedures.ts'

const regionRef = z.object({ region: z.string().min(1).max(60) })

export const provisioningRouter = router({
  get: playerProcedure
    .input(regionRef)
    .output(buildOutput)
    .query(({ ctx, input }) => getProvisioning(ctx.service, input)),
  deploymentNotice: playerProcedure
    .input(regionRef)
    .query(({ ctx, input }) => getDeploymentNotice(ctx.service, input)),
  retry: playerProcedure
    .input(regionRef)
    .output(buildOutput)
    .mutation(({ ctx, input }) => retryProvisioning(ctx.service, input)),
})
