import { type Ctx } from '../context.ts'
import { getOperation } from '../operations/get-operation.ts'
import { type OperationView } from '../operations/operation-view.ts'
import { requireAdmin } from '../require-actor.ts'
import { retryProvisioning } from './retry-provisioning.ts'

/** Builds a region whose build has failed or waits, at once, for operators. @throws FORBIDDEN, NOT_FOUND, CONFLICT while it runs or when it is done. */
export async function provisionAgain(ctx: Ctx, input: { region: string }): Promise<OperationView> {
  requireAdmin(ctx)
  const { id: taskId } = await retryProvisioning(ctx, input)
  return getOperation(ctx, { taskId })
}
