import { and, asc, eq, lte } from 'drizzle-orm'
import { memberships } from '#db/schema/platform/membership.ts'
import { operations } from '#db/schema/platform/operations.ts'
import { SHARE_STANDING_DAYS } from '#server/domain/economy/treasury-shares.ts'
import {
  canTurnBack,
  evacuationProgress,
  type EvacuationStep,
} from '#server/domain/regions/evacuation-steps.ts'
import { DAY_MS } from '#server/domain/utc-day.ts'
import { transact, type Ctx } from '../context.ts'
import { collectMessagesOf } from '../galaxy/collect-messages.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { endOperation } from '../operations/end-operation.ts'
import { getOpenOperation } from '../operations/operation-rows.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { requireLockedRegion } from '../regions/require-locked-region.ts'
import { requireRegion } from '../regions/require-region.ts'
import { carryEverybody, isAnybodyThere } from './carry-everybody.ts'
import { endGovernment } from './end-government.ts'
import { galaxyOf, type Evacuation } from './evacuation.ts'
import { followSubscription } from './follow-subscription.ts'
import { isGivenUp } from './region-subscription.ts'
import { setRegionStatus } from './set-region-status.ts'

type Work = (ctx: Ctx, evacuation: Evacuation) => Promise<'turned-back' | undefined>

/** The work of each step. Repeating a step changes nothing that it did before. */
export const EVACUATION_WORK: Record<EvacuationStep, Work> = {
  carry: carryEverybody,
  share: async (ctx, evacuation) => {
    if (!(await passPointOfNoReturn(ctx, evacuation))) return 'turned-back'
    await shareTreasury(ctx, evacuation)
    return undefined
  },
  archive: async (ctx, evacuation) => {
    // Nobody comes in any more, but a landing that was decided before may have taken its time.
    if ((await carryEverybody(ctx, evacuation)) === 'turned-back') return 'turned-back'
    await archiveRegion(ctx, evacuation)
    return undefined
  },
}

/**
 * From here on a payment brings the region back from the archive. False when it was paid for before; a run that comes here again goes
 * on, whatever was paid meanwhile.
 */
const passPointOfNoReturn = (ctx: Ctx, { id, regionId }: Evacuation): Promise<boolean> =>
  transact(ctx, async (tx) => {
    await requireLockedRegion(tx, regionId)
    const open = await getOpenOperation(tx.db, 'evacuate-region', regionId)
    if (open?.id !== id) return false
    if (!canTurnBack(open.step)) return true
    if (!(await isGivenUp(tx.db, regionId))) {
      await endOperation(tx, id, { status: 'cancelled' })
      await followSubscription(tx, regionId)
      return false
    }
    await tx.db
      .update(operations)
      .set({ step: 'share', progress: evacuationProgress('share'), updatedAt: tx.now })
      .where(eq(operations.id, id))
    return true
  })

async function shareTreasury(ctx: Ctx, { id, regionId }: Evacuation): Promise<void> {
  const region = await requireRegion(ctx, regionId)
  const galaxyId = galaxyOf(region)
  await galaxyClient(ctx, galaxyId).shareTreasury({
    evacuationId: id,
    userIds: await findSharers(ctx, region),
  })
  // If the answer was lost, its message waits there.
  await collectMessagesOf(ctx, galaxyId)
}

/**
 * Citizens of thirty days on the first day of grace who still are citizens, those of longest standing first. For those who left and came
 * back, the later day counts.
 */
async function findSharers({ db }: Ctx, { id, lapsedAt }: RegionRow): Promise<string[]> {
  if (lapsedAt === null) throw new Error(`region ${id} is given up without having lapsed`)
  const since = new Date(lapsedAt.getTime() - SHARE_STANDING_DAYS * DAY_MS)
  const rows = await db
    .select({ userId: memberships.userId })
    .from(memberships)
    .where(
      and(
        eq(memberships.regionId, id),
        eq(memberships.type, 'citizen'),
        lte(memberships.citizenSince, since),
      ),
    )
    .orderBy(asc(memberships.citizenSince), asc(memberships.userId))
  return rows.map(({ userId }) => userId)
}

const archiveRegion = (ctx: Ctx, { id, regionId }: Evacuation): Promise<void> =>
  transact(ctx, async (tx) => {
    const region = await requireLockedRegion(tx, regionId)
    // Landings are decided with the region's row locked, so none can come in between.
    if (await isAnybodyThere(tx.db, galaxyOf(region))) throw new Error('somebody has landed meanwhile')
    await endGovernment(tx, region)
    await setRegionStatus(tx, region, 'archived')
    await endOperation(tx, id, { status: 'succeeded', result: {} })
    // A payment may have come since the point of no return.
    await followSubscription(tx, regionId)
  })
