import { eq } from 'drizzle-orm'
import { regions } from '#db/schema/platform/regions.ts'
import { isOpenForBusiness, type RegionStatus } from '#server/domain/regions/region-status.ts'
import { type Tx } from '../context.ts'
import { makeUpForClosure } from '../voting/make-up-for-closure.ts'
import { type RegionRow } from '../regions/region-rows.ts'

/**
 * Moves a region that was built on to another status of its life. Time that it spends closed is made up for to its votes. The
 * caller holds the region's row.
 */
export async function setRegionStatus(tx: Tx, region: RegionRow, status: RegionStatus): Promise<void> {
  const { id: regionId, statusChangedAt } = region
  await tx.db.update(regions).set({ status, statusChangedAt: tx.now }).where(eq(regions.id, regionId))
  // Also from one closed status to another, which is the next that is counted from.
  if (!isOpenForBusiness(region.status)) {
    const isOver = isOpenForBusiness(status)
    await makeUpForClosure(tx, region, { from: statusChangedAt, to: tx.now, isOver })
  }
  await tx.audit({
    action: 'region.status-changed',
    regionId,
    subject: { type: 'region', id: regionId },
    detail: { from: region.status, to: status },
  })
  tx.publish({ audience: { kind: 'region', regionId }, topic: 'region', id: regionId })
}
