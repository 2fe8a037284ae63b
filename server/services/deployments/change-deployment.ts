import { sql } from 'drizzle-orm'
import { job } from '#jobs/outbox.ts'
import { reconcileDeploymentJob } from '#jobs/deployments/reconcile-deployment.ts'
import { type ChangeInput } from '#server/domain/deployments/deployment.ts'
import { transact, type Ctx } from '../context.ts'
import { openOperation } from '../operations/open-operation.ts'
import { toOperationView, type OperationView } from '../operations/operation-view.ts'
import { refused } from '../refused.ts'
import { requireAdmin } from '../require-actor.ts'
import { requireLockedRegion } from '../regions/require-locked-region.ts'
import { requireRegion } from '../regions/require-region.ts'
import { getDeployment, writeWanted } from './deployment-rows.ts'
import { planChange } from './plan-change.ts'

/**
 * Has a region served in another way, with other resources, suspended or resumed. It is recorded at once and carried out by the reconciler;
 * the operation says how far it is. Administrators only. @throws FORBIDDEN, NOT_FOUND, CONFLICT with the reasons of `planChange`.
 */
export async function changeDeployment(
  ctx: Ctx,
  { region: ref, ...change }: ChangeInput & { region: string },
): Promise<OperationView> {
  requireAdmin(ctx)
  const { id } = await requireRegion(ctx, ref)
  return transact(ctx, async (tx) => {
    // Two at once count each other's connections.
    await tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended('deployments', 0))`)
    const region = await requireLockedRegion(tx, id)
    const { before, verdict } = await planChange(tx, region, change)
    if (!verdict.ok) throw refused('CONFLICT', verdict)
    const after = verdict.value
    const former = await getDeployment(tx.db, id)
    const row = await writeWanted(tx, id, {
      ...{ servedBy: after.servedBy, resources: after.resources },
      suspendedAt: after.isSuspended ? (former?.suspendedAt ?? tx.now) : null,
    })
    const { operation } = await openOperation(tx, {
      ...{ kind: 'change-deployment', subjectId: id },
      input: { generation: row.generation },
    })
    await tx.enqueue(job(reconcileDeploymentJob, { regionId: id }))
    await tx.audit({
      action: 'region.deployment-changed',
      regionId: id,
      subject: { type: 'region', id },
      detail: { generation: row.generation, from: before, to: after },
    })
    tx.publish({ audience: { kind: 'region', regionId: id }, topic: 'region', id })
    return toOperationView(operation)
  })
}
