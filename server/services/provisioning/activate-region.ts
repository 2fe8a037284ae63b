import { eq } from 'drizzle-orm'
import { operations } from '#db/schema/platform/operations.ts'
import { galaxies, regions } from '#db/schema/platform/regions.ts'
import { regionStatusOf, SUBSCRIPTION_STATUSES } from '#server/domain/billing/subscription-status.ts'
import { PROVISIONING_DONE } from '#server/domain/provisioning/provisioning-steps.ts'
import { type RegionStatus } from '#server/domain/regions/region-status.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { requireLockedRegion } from '../regions/require-locked-region.ts'
import { findSubscriptionStatuses, requireGalaxy } from './queries.ts'
import { type OperationRow } from '../operations/operation-rows.ts'

/** Last step: opens the region, ends the operation and notifies the owner. */
export async function activateRegion(
  ctx: Ctx,
  { id: regionId }: RegionRow,
  operation: OperationRow,
): Promise<void> {
  await transact(ctx, async (tx) => {
    const region = await requireLockedRegion(tx, regionId)
    const galaxy = await requireGalaxy(tx.db, regionId)
    await tx.db
      .update(operations)
      .set({
        status: 'succeeded',
        step: PROVISIONING_DONE,
        progress: 100,
        error: null,
        nextAttemptAt: null,
        finishedAt: tx.now,
        updatedAt: tx.now,
      })
      .where(eq(operations.id, operation.id))
    if (region.status !== 'provisioning') return
    await tx.db.update(galaxies).set({ status: 'ready' }).where(eq(galaxies.id, galaxy.id))
    const status = await getPaidStatus(tx, regionId)
    await tx.db
      .update(regions)
      .set({ status, statusChangedAt: tx.now, activatedAt: tx.now })
      .where(eq(regions.id, regionId))
    await tx.audit({
      action: 'region.activated',
      regionId,
      subject: { type: 'region', id: regionId },
      detail: { status, nexusWarpGateSector: region.nexusWarpGateSector },
    })
    await notify(tx, {
      userIds: [region.ownerId],
      kind: 'region.activated',
      title: `${region.displayName} is open`,
      body: 'Your region is built. Its borders are open, and you are its first citizen.',
      href: `/governor/${region.name}`,
      regionId,
    })
    tx.publish({ audience: { kind: 'user', userId: region.ownerId }, topic: 'operation', id: operation.id })
    tx.publish({ audience: { kind: 'admin' }, topic: 'operation', id: operation.id })
    tx.publish({ audience: { kind: 'public' }, topic: 'region', id: regionId })
  })
}

/** A payment may have failed during the build, so the region opens with the status of its subscription. */
async function getPaidStatus(tx: Tx, regionId: string): Promise<RegionStatus> {
  const words = await findSubscriptionStatuses(tx.db, regionId)
  for (const status of SUBSCRIPTION_STATUSES) {
    if (words.includes(status)) return regionStatusOf(status) ?? 'active'
  }
  return 'active'
}
