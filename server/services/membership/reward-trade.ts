import { and, eq, inArray, sql } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { memberships, rewardedTrade } from '#db/schema/platform/membership.ts'
import { galaxies, regions } from '#db/schema/platform/regions.ts'
import { addReputation, reputationForTrade, type TradeTotals } from '#server/domain/membership/reputation.ts'
import { votingPower } from '#server/domain/membership/voting-power.ts'
import { type PilotTotal } from '#server/galaxy/api/statistics-calls.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { sweepEach } from '../sweep-each.ts'
import { lockRewards } from '../voting/lock-rewards.ts'

const BATCH = 1_000
/** A transaction that began earlier may be committed later: what changed shortly before the last one seen is asked for again. */
const OVERLAP_MS = 60_000

type RegionGalaxy = { regionId: string; galaxyId: string }

/**
 * Gives members of every region the reputation that their sales and tax there earned since the last time (ECONOMY.md §1.6), and
 * with it their weight in votes to come. Run again it changes nothing. The Nexus has no members, and so no reputation.
 * Who is no member gets nothing, then or later: their totals count as rewarded. Sales between the last run and joining would count,
 * but a pilot becomes a visitor before landing. @param options.batch pilots in a transaction.
 */
export async function rewardTrade(ctx: Ctx, { batch = BATCH } = {}): Promise<void> {
  const ready = await ctx.db
    .select({
      regionId: regions.id,
      galaxyId: galaxies.id,
      last: sql<Date | null>`max(${rewardedTrade.changedAt})`.mapWith(rewardedTrade.changedAt),
    })
    .from(regions)
    .innerJoin(galaxies, eq(galaxies.id, regions.galaxyId))
    .leftJoin(rewardedTrade, eq(rewardedTrade.galaxyId, galaxies.id))
    .where(eq(galaxies.status, 'ready'))
    .groupBy(regions.id, galaxies.id)
  await sweepEach(ctx, ready, async ({ last, ...place }) => {
    await rewardFrom(ctx, place, new Date(last === null ? 0 : last.getTime() - OVERLAP_MS), batch)
  })
}

async function rewardFrom(ctx: Ctx, place: RegionGalaxy, from: Date, limit: number): Promise<void> {
  const galaxy = galaxyClient(ctx, place.galaxyId, { transient: true })
  let since = from.toISOString()
  let after: string | null = null
  for (;;) {
    const { totals }: { totals: PilotTotal[] } = await galaxy.getPilotTotals({ since, after, limit })
    await transact(ctx, (tx) => rewardPilots(tx, place, totals))
    const last = totals.at(-1)
    if (!last || totals.length < limit) return
    since = last.changedAt
    after = last.userId
  }
}

async function rewardPilots(tx: Tx, place: RegionGalaxy, found: readonly PilotTotal[]): Promise<void> {
  if (found.length === 0) return
  await lockRewards(tx, place.regionId)
  const totals = await withAccounts(tx, found)
  if (totals.length === 0) return
  const rewarded = await getRewarded(tx, place, totals)
  const points = new Map<string, number>()
  for (const total of totals) {
    const earned = reputationForTrade(rewarded.get(total.userId) ?? NOTHING, total)
    if (earned > 0) points.set(total.userId, earned)
  }
  await addPoints(tx, place, points)
  await noteRewarded(tx, place, totals)
}

const NOTHING: TradeTotals = { salesNet: 0, tax: 0 }

/** After a restore of the platform a galaxy knows pilots that the platform does not. */
async function withAccounts(tx: Tx, totals: readonly PilotTotal[]): Promise<PilotTotal[]> {
  const rows = await tx.db
    .select({ id: users.id })
    .from(users)
    .where(inArray(users.id, idsOf(totals)))
  const known = new Set(rows.map(({ id }) => id))
  return totals.filter(({ userId }) => known.has(userId))
}

async function getRewarded(
  tx: Tx,
  { galaxyId }: RegionGalaxy,
  totals: readonly PilotTotal[],
): Promise<Map<string, TradeTotals>> {
  const rows = await tx.db
    .select()
    .from(rewardedTrade)
    .where(and(eq(rewardedTrade.galaxyId, galaxyId), inArray(rewardedTrade.userId, idsOf(totals))))
  return new Map(rows.map((row) => [row.userId, row]))
}

async function addPoints(tx: Tx, { regionId }: RegionGalaxy, points: Map<string, number>): Promise<void> {
  if (points.size === 0) return
  // Locked in the order in which an election locks its candidates, so that neither waits for the other.
  const members = await tx.db
    .select({ userId: memberships.userId, before: memberships.reputation })
    .from(memberships)
    .where(and(eq(memberships.regionId, regionId), inArray(memberships.userId, [...points.keys()])))
    .orderBy(memberships.userId)
    .for('update')
  const risen = members
    .map((one) => ({ ...one, reputation: addReputation(one.before, points.get(one.userId) ?? 0) }))
    .filter(({ before, reputation }) => reputation > before)
  if (risen.length === 0) return
  const scores = risen.map(({ reputation }) => reputation)
  await tx.db.execute(sql`
    update ${memberships} member
       set reputation = earned.reputation, voting_power = earned.voting_power
      from unnest(${sql.param(idsOf(risen))}::uuid[], ${sql.param(scores)}::int[], ${sql.param(scores.map(votingPower))}::int[])
        as earned (user_id, reputation, voting_power)
     where member.region_id = ${regionId} and member.user_id = earned.user_id`)
  await tx.audit({
    action: 'membership.trade-rewarded',
    regionId,
    subject: { type: 'region', id: regionId },
    detail: {
      members: risen.length,
      points: risen.reduce((sum, { before, reputation }) => sum + reputation - before, 0),
    },
  })
}

async function noteRewarded(
  tx: Tx,
  { galaxyId }: RegionGalaxy,
  totals: readonly PilotTotal[],
): Promise<void> {
  const { salesNet, tax, changedAt } = rewardedTrade
  await tx.db
    .insert(rewardedTrade)
    .values(totals.map((total) => ({ ...total, galaxyId, changedAt: new Date(total.changedAt) })))
    .onConflictDoUpdate({
      target: [rewardedTrade.galaxyId, rewardedTrade.userId],
      set: {
        salesNet: sql`greatest(${salesNet}, excluded.sales_net)`,
        tax: sql`greatest(${tax}, excluded.tax)`,
        changedAt: sql`greatest(${changedAt}, excluded.changed_at)`,
      },
    })
}

const idsOf = (rows: readonly { userId: string }[]) => rows.map(({ userId }) => userId)
