import { evacuateRegionJob } from '#jobs/lifecycle/evacuate-region.ts'
import { job } from '#jobs/outbox.ts'
import { canTurnBack } from '#server/domain/regions/evacuation-steps.ts'
import { type Tx } from '../context.ts'
import { endOperation } from '../operations/end-operation.ts'
import { getOpenOperation } from '../operations/operation-rows.ts'
import { openOperation } from '../operations/open-operation.ts'
import { lockRegion, type RegionRow } from '../regions/region-rows.ts'
import { announceStage } from './announce-stage.ts'
import { followWhileArchived, isFrozen, openArchiveOperation } from './follow-while-archived.ts'
import { getRegionSubscription } from './region-subscription.ts'
import { setRegionStatus } from './set-region-status.ts'

/**
 * Makes a built region what its subscription wants it to be, as far as that goes at once: before it is archived everybody is carried out,
 * by an operation of its own, which a payment ends until the treasury is being shared. One that ended stays as it is.
 */
export async function followSubscription(tx: Tx, regionId: string): Promise<void> {
  const region = await lockRegion(tx.db, regionId)
  const wanted = (await getRegionSubscription(tx.db, regionId))?.wanted
  if (!region || !wanted || region.status === 'provisioning' || region.status === 'terminated') return
  if (region.status === 'archived') return followWhileArchived(tx, region, wanted)
  // A version that knew no archives let it follow at once.
  if (await isFrozen(tx.db, region)) return openArchiveOperation(tx, region, 'return-region')
  if (wanted === 'archived' || wanted === 'terminated') return archiveLater(tx, region)
  const evacuation = await getOpenOperation(tx.db, 'evacuate-region', regionId)
  // It returns as soon as it is archived.
  if (evacuation && !canTurnBack(evacuation.step)) return
  if (evacuation) await endOperation(tx, evacuation.id, { status: 'cancelled' })
  if (region.status === wanted) return tellNewDates(tx, region)
  await setRegionStatus(tx, region, wanted)
}

async function archiveLater(tx: Tx, region: RegionRow): Promise<void> {
  if (region.status !== 'evacuating') await setRegionStatus(tx, region, 'evacuating')
  const { operation, isNew } = await openOperation(tx, {
    kind: 'evacuate-region',
    subjectId: region.id,
    input: {},
  })
  if (isNew) await tx.enqueue(job(evacuateRegionJob, { operationId: operation.id }))
}

/** A dispute that ends moves the dates of a region that stays read-only. What its citizens know already is not told again. */
async function tellNewDates(tx: Tx, region: RegionRow): Promise<void> {
  if (region.status === 'suspended') await announceStage(tx, region, region.status, region.lapsedAt ?? tx.now)
}
