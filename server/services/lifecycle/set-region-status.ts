import { eq } from 'drizzle-orm'
import { regions } from '#db/schema/platform/regions.ts'
import { isOpenForBusiness, type RegionStatus } from '#server/domain/regions/region-status.ts'
import { job } from '#jobs/outbox.ts'
import { makeBackupJob } from '#jobs/backups/make-backup.ts'
import { type BackupReason } from '#server/domain/backups/backup-kinds.ts'
import { type Tx } from '../context.ts'
import { giveNoticeOfAll } from '../diplomacy/end-treaties.ts'
import { extendStagesAfterClosure } from '../elections/extend-stages-after-closure.ts'
import { extendVotesAfterClosure } from '../voting/extend-votes-after-closure.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { announceStage } from './announce-stage.ts'

/** A region that closes is backed up as it was then: from now on nobody changes its galaxy. Of one that is archived the archive is made. */
const CLOSINGS: Partial<Record<RegionStatus, BackupReason>> = {
  suspended: 'before-suspension',
  evacuating: 'before-suspension',
}

/**
 * Sets the status of a built region. Time that a region spends closed is added to its open votes. The caller has
 * locked the region's row.
 */
export async function setRegionStatus(tx: Tx, region: RegionRow, status: RegionStatus): Promise<void> {
  const { id: regionId, statusChangedAt } = region
  const lapsedAt = status === 'active' ? null : (region.lapsedAt ?? tx.now)
  await tx.db
    .update(regions)
    .set({ status, statusChangedAt: tx.now, lapsedAt })
    .where(eq(regions.id, regionId))
  // Also between two closed statuses: the next period counts from the new one.
  if (!isOpenForBusiness(region.status)) {
    const closure = { from: statusChangedAt, to: tx.now, isOver: isOpenForBusiness(status) }
    await extendStagesAfterClosure(tx, region, closure)
    await extendVotesAfterClosure(tx, region, closure)
  }
  if (status === 'evacuating') await giveNoticeOfAll(tx, regionId)
  await announceStage(tx, region, status, lapsedAt ?? region.lapsedAt ?? tx.now)
  if (region.galaxyId && CLOSINGS[status])
    await tx.enqueue(job(makeBackupJob, { galaxyId: region.galaxyId, reason: CLOSINGS[status] }))
  await tx.audit({
    action: 'region.status-changed',
    regionId,
    subject: { type: 'region', id: regionId },
    detail: { from: region.status, to: status },
  })
  tx.publish({ audience: { kind: 'region', regionId }, topic: 'region', id: regionId })
  tx.publish({ audience: { kind: 'public' }, topic: 'galaxy' })
}
