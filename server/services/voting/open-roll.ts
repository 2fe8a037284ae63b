import { and, eq, inArray, or, sql } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { users } from '#db/schema/platform/identity.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { rollEntries, rolls } from '#db/schema/platform/voting.ts'
import { buildRoll, rollHash, type RollCandidate, type RollEntry } from '#server/domain/voting/roll.ts'
import { type Electorate } from '#server/domain/regions/powers.ts'
import { type Tx } from '../context.ts'
import { findOfficeHolders } from '../regions/find-office-holders.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { sha256 } from '../sha256.ts'
import { oneRow } from '../one-row.ts'

const ROWS_PER_INSERT = 5_000

export type OpenedRoll = { rollId: string; entries: RollEntry[] }

/**
 * Freezes who may vote on one question and with what weight (DESIGN.md §3 Policies). Joining, leaving or re-weighting later
 * changes nothing. The stored hash lets anybody check the published roll.
 */
export async function openRoll(
  tx: Tx,
  question: {
    region: RegionRow
    subject: 'policy' | 'election' | 'treaty' | 'recall'
    electorate: Electorate
  },
): Promise<OpenedRoll> {
  const { region, subject, electorate } = question
  const entries = buildRoll({
    electorate,
    members: await findRollCandidates(tx.db, region),
    citizenshipWaitDays: region.citizenshipWaitDays,
    openedAt: tx.now,
  })
  const roll = oneRow(
    await tx.db
      .insert(rolls)
      .values({
        regionId: region.id,
        subject,
        electorate,
        openedAt: tx.now,
        size: entries.length,
        totalWeight: entries.reduce((sum, { weight }) => sum + weight, 0),
        hash: rollHash(entries, sha256),
      })
      .returning({ id: rolls.id }),
  )
  for (let from = 0; from < entries.length; from += ROWS_PER_INSERT) {
    const rows = entries.slice(from, from + ROWS_PER_INSERT)
    await tx.db
      .insert(rollEntries)
      .values(
        rows.map(({ playerId, weight, reason }) => ({ rollId: roll.id, userId: playerId, weight, reason })),
      )
  }
  return { rollId: roll.id, entries }
}

/** The same voters with the same weights for a second question that is decided together with the first. */
export async function copyRoll(tx: Tx, rollId: string): Promise<OpenedRoll> {
  const {
    id: _id,
    remindedAt: _reminded,
    extendedAt: _extended,
    rewardDueAt: _reward,
    ...original
  } = oneRow(await tx.db.select().from(rolls).where(eq(rolls.id, rollId)))
  const copy = oneRow(
    await tx.db
      .insert(rolls)
      .values({ ...original, openedAt: tx.now })
      .returning({ id: rolls.id }),
  )
  const { rows } = await tx.db.execute<RollEntry>(sql`
    insert into ${rollEntries} (roll_id, user_id, weight, reason)
    select ${copy.id}, user_id, weight, reason from ${rollEntries} where roll_id = ${rollId}
    returning user_id as "playerId", weight, reason`)
  return { rollId: copy.id, entries: rows }
}

/** Citizens and council members, and always the owner, who stands in for an empty council. */
async function findRollCandidates(db: Queryable, region: RegionRow): Promise<RollCandidate[]> {
  const holders = await findOfficeHolders(db, region.id)
  const council = new Set(
    holders.filter(({ position }) => position === 'council_member').map(({ userId }) => userId),
  )
  const rows = await db
    .select({
      playerId: users.id,
      accountCreatedAt: users.createdAt,
      membershipType: memberships.type,
      reputationScore: memberships.reputation,
    })
    .from(users)
    .leftJoin(memberships, and(eq(memberships.userId, users.id), eq(memberships.regionId, region.id)))
    .where(or(eq(memberships.type, 'citizen'), inArray(users.id, [...council, region.ownerId])))
  return rows.map((row) => ({
    ...row,
    membershipType: row.membershipType ?? 'visitor',
    reputationScore: row.reputationScore ?? 0,
    isOwner: row.playerId === region.ownerId,
    isCouncilMember: council.has(row.playerId),
  }))
}
