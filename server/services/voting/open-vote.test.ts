import { eq, sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { users } from '#db/schema/platform/identity.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { rollEntries } from '#db/schema/platform/voting.ts'
import { buildRoll, rollHash, type RollEntry } from '#server/domain/voting/roll.ts'
import { makeDemocracy } from '#server/testing/make-democracy.ts'
import { makeMember } from '#server/testing/make-region.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { transact, type Tx } from '../context.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { sha256 } from '../sha256.ts'
import { copyVote, openVote } from './open-vote.ts'
import { getVote } from './vote-rows.ts'

const platform = useTestPlatform()
const DAY_MS = 86_400_000

const open = (tx: Tx, region: RegionRow) =>
  openVote(tx, {
    region,
    kind: 'policy',
    electorate: 'citizens',
    closesAt: new Date(tx.now.getTime() + DAY_MS),
    rules: { quorumBp: 3_333, thresholdBp: 5_000 },
  })

const rollOf = async (voteId: string) => {
  const rows = await platform.db
    .select({ voterId: rollEntries.userId, weight: rollEntries.weight, reason: rollEntries.reason })
    .from(rollEntries)
    .where(eq(rollEntries.voteId, voteId))
    .orderBy(rollEntries.userId)
  return rows as RollEntry[]
}

/** A democracy whose members differ in all that the rules of a roll ask. */
async function makeElectorate(): Promise<RegionRow> {
  const { region } = await makeDemocracy(platform, 12)
  await makeMember(platform, region, { type: 'resident' })
  await platform.db.execute(sql`
    update ${memberships} set reputation = (abs(hashtext(user_id::text)) % 1001) where region_id = ${region.id}`)
  // Every third account is younger than the waiting period, the owner's among them.
  await platform.db.execute(sql`
    update ${users} set created_at = now(), confirmed_at = now() where id = ${region.ownerId} or abs(hashtext(id::text)) % 3 = 0`)
  return region
}

describe('opening a vote', () => {
  it('fixes the roll by the domain’s rules, with its size, weight and hash', async () => {
    const region = await makeElectorate()
    const { vote, openedAt } = await transact(platform.ctx(), async (tx) => ({
      vote: await open(tx, region),
      openedAt: tx.now,
    }))
    const members = await platform.db
      .select({
        userId: users.id,
        accountCreatedAt: users.createdAt,
        membershipType: memberships.type,
        reputationScore: memberships.reputation,
      })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(eq(memberships.regionId, region.id))
    const expected = buildRoll({
      electorate: 'citizens',
      members: members.map((member) => ({
        ...member,
        isOwner: member.userId === region.ownerId,
        isCouncilMember: false,
      })),
      citizenshipWaitDays: region.citizenshipWaitDays,
      openedAt,
    })
    expect(new Set(expected.map(({ weight }) => weight)).size).toBeGreaterThan(3)
    expect(expected.length).toBeLessThan(members.length - 1)
    expect(await rollOf(vote.voteId)).toEqual(expected)
    expect(vote.rollSize).toBe(expected.length)
    expect(await getVote(platform.db, vote.voteId)).toMatchObject({
      state: 'open',
      size: expected.length,
      totalWeight: expected.reduce((sum, { weight }) => sum + weight, 0),
      rollHash: rollHash(expected, sha256),
    })
  })

  it('copies voters, weights, rules and close for a vote that is decided together with it', async () => {
    const region = await makeElectorate()
    const { first, copy } = await transact(platform.ctx(), async (tx) => {
      const first = await open(tx, region)
      return { first, copy: await copyVote(tx, first.voteId) }
    })
    expect(await rollOf(copy.voteId)).toEqual(await rollOf(first.voteId))
    const { id: _id, ...original } = await getVote(platform.db, first.voteId)
    expect(await getVote(platform.db, copy.voteId)).toMatchObject(original)
  })
})
