import { and, eq, gt, inArray, isNotNull, isNull, lt, ne, or } from 'drizzle-orm'
import { type GalaxyTransaction } from '#db/client.ts'
import { ledgerAccounts, patrolDays } from '#db/schema/galaxy/ledger.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { affordableDefense } from '#server/domain/economy/defense-upkeep.ts'
import { OPEN_STATUSES } from '#server/domain/regions/region-status.ts'
import { transact, type Ctx } from '../context.ts'
import { accountIs } from './ledger-account.ts'
import { postTransfer } from './post-transfer.ts'
import { transferIdOf } from './transfer-id.ts'

/**
 * Pays for today's patrols (UTC day) of every open region that has ordered some, once a day, as far as its treasury goes.
 * Run again it changes nothing; a region whose galaxy cannot be reached is paid for by a later run of the same day. A day
 * on which nothing ran is not charged afterwards: nobody flew. What was paid is noted in the platform's row of the region,
 * for pages that must not wait for a galaxy; a note that a crash has lost is made by a later run of the day.
 */
export async function payPatrols(ctx: Ctx): Promise<void> {
  const due = await ctx.db
    .select({ regionId: regions.id, galaxyId: regions.galaxyId, ordered: regions.defenseLevel })
    .from(regions)
    .where(
      and(inArray(regions.status, OPEN_STATUSES), isNotNull(regions.galaxyId), gt(regions.defenseLevel, 0)),
    )
  for (const { regionId, galaxyId, ordered } of due) {
    if (galaxyId === null) continue
    try {
      await payToday(ctx, { regionId, galaxyId, ordered })
    } catch (error) {
      ctx.log.warn({ err: error, regionId }, 'the patrols wait for the galaxy')
    }
  }
}

type Order = { regionId: string; galaxyId: string; ordered: number }

async function payToday(ctx: Ctx, { regionId, galaxyId, ordered }: Order): Promise<void> {
  const now = await ctx.clock.now(ctx.db)
  const day = now.toISOString().slice(0, 10)
  const book = async (tx: GalaxyTransaction): Promise<number> => {
    // The lock comes before the look at the record: of two runs at once the second one sees what the first one wrote.
    const [treasury] = await tx
      .select({ balance: ledgerAccounts.balance })
      .from(ledgerAccounts)
      .where(accountIs('treasury', null))
      .for('update')
    const [known] = await tx.select().from(patrolDays).where(eq(patrolDays.day, day))
    if (known) return known.paid
    const { level, upkeep } = affordableDefense(ordered, BigInt(treasury?.balance ?? 0))
    if (upkeep > 0n)
      await postTransfer(tx, {
        id: transferIdOf(`defense-upkeep ${regionId} ${day}`),
        reason: 'defense_upkeep',
        at: now,
        postings: [
          { account: 'treasury', ownerId: null, asset: 'credits', amount: -upkeep },
          { account: 'sink:defense_upkeep', ownerId: null, asset: 'credits', amount: upkeep },
        ],
      })
    await tx.insert(patrolDays).values({ day, ordered, paid: level, upkeep: Number(upkeep), bookedAt: now })
    return level
  }
  const paid = await ctx.galaxies.withGalaxy(galaxyId, (galaxy) => galaxy.transaction(book), {
    passing: true,
  })
  await note(ctx, { regionId, day, paid })
}

/** Tells the platform what was paid for a day. An older day, by a run that took long, never replaces a newer one. */
async function note(ctx: Ctx, { regionId, day, paid }: { regionId: string; day: string; paid: number }) {
  await transact(ctx, async (tx) => {
    const noted = await tx.db
      .update(regions)
      .set({ patrolsPaidDay: day, patrolsPaidLevel: paid })
      .where(
        and(
          eq(regions.id, regionId),
          or(
            isNull(regions.patrolsPaidDay),
            lt(regions.patrolsPaidDay, day),
            and(eq(regions.patrolsPaidDay, day), ne(regions.patrolsPaidLevel, paid)),
          ),
        ),
      )
      .returning({ id: regions.id })
    if (noted.length > 0)
      tx.publish({ audience: { kind: 'region', regionId }, topic: 'region', id: regionId })
  })
}
