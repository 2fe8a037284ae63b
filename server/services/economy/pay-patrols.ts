import { and, eq, gt, inArray, isNotNull } from 'drizzle-orm'
import { ledgerAccounts, patrolDays } from '#db/schema/galaxy/presence.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { affordableDefense } from '#server/domain/economy/defense-upkeep.ts'
import { transact, type Ctx } from '../context.ts'
import { postTransfer } from './post-transfer.ts'
import { transferIdOf } from './transfer-id.ts'

/**
 * Pays for today's patrols (UTC day) of every open region that has ordered some, once a day, as far as its treasury goes.
 * Run again it changes nothing; a region whose galaxy cannot be reached is paid for by a later run of the same day. A day
 * on which nothing ran is not charged afterwards: nobody flew.
 */
export async function payPatrols(ctx: Ctx): Promise<void> {
  const due = await ctx.db
    .select({ regionId: regions.id, galaxyId: regions.galaxyId, ordered: regions.defenseLevel })
    .from(regions)
    .where(
      and(
        inArray(regions.status, ['active', 'grace']),
        isNotNull(regions.galaxyId),
        gt(regions.defenseLevel, 0),
      ),
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
  const galaxy = await ctx.galaxies.open(galaxyId)
  const booked = await galaxy.transaction(async (tx) => {
    // The lock comes before the look at the record: of two runs at once the second one sees what the first one wrote.
    const [treasury] = await tx
      .select({ balance: ledgerAccounts.balance })
      .from(ledgerAccounts)
      .where(and(eq(ledgerAccounts.account, 'treasury'), eq(ledgerAccounts.asset, 'credits')))
      .for('update')
    const [known] = await tx.select().from(patrolDays).where(eq(patrolDays.day, day))
    if (known) return false
    const { level, upkeep } = affordableDefense(ordered, BigInt(treasury?.balance ?? 0))
    if (upkeep > 0n)
      await postTransfer(tx, {
        id: transferIdOf(`defense-upkeep ${regionId} ${day}`),
        reason: 'defense upkeep',
        at: now,
        postings: [
          { account: 'treasury', ownerId: null, asset: 'credits', amount: -upkeep },
          { account: 'sink:defense_upkeep', ownerId: null, asset: 'credits', amount: upkeep },
        ],
      })
    await tx.insert(patrolDays).values({ day, ordered, paid: level, upkeep: Number(upkeep), bookedAt: now })
    return true
  })
  if (booked)
    await transact(ctx, async (tx) =>
      tx.publish({ audience: { kind: 'region', regionId }, topic: 'region', id: regionId }),
    )
}
