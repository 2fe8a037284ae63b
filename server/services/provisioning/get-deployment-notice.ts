import { reconcileLabel } from '#server/domain/deployments/desired-state.ts'
import { type Ctx } from '../context.ts'
import { getDeployment } from '../deployments/deployment-rows.ts'
import { getOpenOperation } from '../operations/operation-rows.ts'
import { requireOwnRegion } from './require-own-region.ts'

/** What the owner of a region is told of how it is served; null where there is nothing to tell. */
export type DeploymentNotice = {
  /** Since when the operator has closed its galaxy. */
  suspendedAt: string | null
  /** A change that is under way. */
  change: { stepLabel: string; progress: number } | null
  /** Since when its own server does not answer. */
  awaySince: string | null
}

/** For the owner and administrators. @throws UNAUTHORIZED, NOT_FOUND. */
export async function getDeploymentNotice(
  ctx: Ctx,
  input: { region: string },
): Promise<DeploymentNotice | null> {
  const region = await requireOwnRegion(ctx, input.region)
  const row = await getDeployment(ctx.db, region.id)
  if (!row) return null
  const open = await getOpenOperation(ctx.db, 'change-deployment', region.id)
  const isAway = row.observedState === 'away'
  if (!row.suspendedAt && !open && !isAway) return null
  return {
    suspendedAt: row.suspendedAt?.toISOString() ?? null,
    change: open && { stepLabel: reconcileLabel(open.step), progress: open.progress },
    awaySince: isAway ? (row.observedSince?.toISOString() ?? null) : null,
  }
}
