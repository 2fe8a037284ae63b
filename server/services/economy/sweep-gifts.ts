import { and, asc, eq, gt, gte, inArray, isNotNull } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { type GalaxyPool } from '#db/client.ts'
import { ledgerPostings, ledgerTransfers } from '#db/schema/galaxy/ledger.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { isReadable, REGION_STATUSES } from '#server/domain/regions/region-status.ts'
import { type Ctx } from '../context.ts'
import { recordedGifts, recordGift } from './record-gift.ts'

/** How far back a lost audit row is looked for: an hourly sweep may miss a galaxy for two days. */
const LOOK_BACK_MS = 2 * 86_400_000
const AT_ONCE = 500

/**
 * Writes the audit rows that a crash between the commits of galaxy and platform has lost, for the gifts of the last two
 * days: also those to a region that was suspended since. A galaxy that cannot be reached waits for a later run.
 */
export async function sweepGifts(ctx: Ctx): Promise<void> {
  const since = new Date((await ctx.clock.now(ctx.db)).getTime() - LOOK_BACK_MS)
  const built = await ctx.db
    .select({ regionId: regions.id, galaxyId: regions.galaxyId })
    .from(regions)
    .where(and(inArray(regions.status, REGION_STATUSES.filter(isReadable)), isNotNull(regions.galaxyId)))
  for (const { regionId, galaxyId } of built) {
    if (galaxyId === null) continue
    try {
      await ctx.galaxies.withGalaxy(galaxyId, (galaxy) => sweepRegion(ctx, regionId, galaxy, since), {
        passing: true,
      })
    } catch (error) {
      ctx.log.warn({ err: error, regionId }, 'the audit of gifts waits for the galaxy')
    }
  }
}

async function sweepRegion(ctx: Ctx, regionId: string, galaxy: GalaxyPool, since: Date): Promise<void> {
  for (let after = 0; ;) {
    const gifts = await giftsOf(galaxy, since, after)
    const last = gifts.at(-1)
    if (!last) return
    const recorded = await recordedGifts(
      ctx.db,
      gifts.map(({ transferId }) => transferId),
    )
    for (const { transferId, userId, amount, at } of gifts)
      if (userId !== null && !recorded.has(transferId))
        await recordGift(ctx, { regionId, transferId, userId, amount, at })
    after = last.id
  }
}

const given = alias(ledgerPostings, 'given')

/** What the treasury received as gifts since then, with the owners of the purses that they came from. */
const giftsOf = (galaxy: GalaxyPool, since: Date, after: number) =>
  galaxy
    .select({
      id: ledgerPostings.id,
      transferId: ledgerPostings.transferId,
      amount: ledgerPostings.amount,
      at: ledgerPostings.at,
      userId: given.ownerId,
    })
    .from(ledgerPostings)
    .innerJoin(ledgerTransfers, eq(ledgerTransfers.id, ledgerPostings.transferId))
    .innerJoin(given, and(eq(given.transferId, ledgerPostings.transferId), eq(given.kind, 'purse')))
    .where(
      and(
        eq(ledgerPostings.kind, 'treasury'),
        eq(ledgerTransfers.reason, 'treasury_gift'),
        gte(ledgerPostings.at, since),
        gt(ledgerPostings.id, after),
      ),
    )
    .orderBy(asc(ledgerPostings.id))
    .limit(AT_ONCE)
