import { eq } from 'drizzle-orm'
import { regions } from '#db/schema/platform/regions.ts'
import { isOpenForBusiness, type RegionStatus } from '#server/domain/regions/region-status.ts'
import { type Tx } from '../context.ts'
import { extendStagesAfterClosure } from '../elections/extend-stages-after-closure.ts'
import { extendVotesAfterClosure } from '../voting/extend-votes-after-closure.ts'
import { type RegionRow } from '../regions/region-rows.ts'

/**
 * Sets the status of a built region. Time that a region spends closed is added to its open votes. The caller has
 * locked the region's row.
 */
export async function setRegionStatus(tx: Tx, region: RegionRow, status: RegionStatus): Promise<void> {
  const { id: regionId, statusChangedAt } = region
  await tx.db.update(regions).set({ status, statusChangedAt: tx.now }).where(eq(regions.id, regionId))
  // Also between two closed statuses: the next period counts from the new one.
  if (!isOpenForBusiness(region.status)) {
    const closure = { from: statusChangedAt, to: tx.now, isOver: isOpenForBusiness(status) }
    await extendStagesAfterClosure(tx, region, closure)
    await extendVotesAfterClosure(tx, region, closure)
  }
  await tx.audit({
    action: 'region.status-changed',
    regionId,
    subject: { type: 'region', id: regionId },
    detail: { from: region.status, to: status },
  })
  tx.publish({ audience: { kind: 'region', regionId }, topic: 'region', id: regionId })
  tx.publish({ audience: { kind: 'public' }, topic: 'galaxy' })
}
