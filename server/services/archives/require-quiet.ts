import { and, eq, isNull } from 'drizzle-orm'
import { treasuryShares } from '#db/schema/platform/evacuations.ts'
import { galaxies } from '#db/schema/platform/regions.ts'
import { type Ctx, type Tx } from '../context.ts'
import { isAnybodyThere } from '../lifecycle/carry-everybody.ts'
import { payShare } from '../lifecycle/pay-share.ts'
import { getOpenOperation } from '../operations/operation-rows.ts'
import { sweepEach } from '../sweep-each.ts'

const unpaidIn = (galaxyId: string) =>
  and(eq(treasuryShares.galaxyId, galaxyId), isNull(treasuryShares.receivedAt))

/**
 * Shares that are to be paid in this galaxy, unless it is frozen already: nobody is there any more, so it says no, and they are free to be
 * paid elsewhere.
 */
export async function settleShares(ctx: Ctx, galaxyId: string): Promise<void> {
  const waiting = await ctx.db
    .select({ shareId: treasuryShares.id })
    .from(treasuryShares)
    .innerJoin(galaxies, and(eq(galaxies.id, treasuryShares.galaxyId), eq(galaxies.status, 'ready')))
    .where(unpaidIn(galaxyId))
  await sweepEach(ctx, waiting, (share) => payShare(ctx, share))
}

/**
 * The caller has locked the row of the galaxy's region, with which landings are decided. @throws while somebody is in its galaxy or will
 * land there, a share of a treasury is to be paid there, or a restore is to replace it.
 */
export async function requireQuiet(tx: Tx, galaxyId: string): Promise<void> {
  if (await isAnybodyThere(tx.db, galaxyId)) throw new Error('somebody is there, or will land')
  if ((await tx.db.$count(treasuryShares, unpaidIn(galaxyId))) > 0)
    throw new Error('shares wait for this galaxy')
  if (await getOpenOperation(tx.db, 'restore-galaxy', galaxyId))
    throw new Error('the galaxy is to be restored')
}
