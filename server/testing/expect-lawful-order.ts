import { and, eq, gte, inArray, isNull, lt, ne, sql } from 'drizzle-orm'
import { type AnyPgColumn } from 'drizzle-orm/pg-core'
import { expect } from 'vitest'
import { treaties, treatySides } from '#db/schema/platform/diplomacy.ts'
import { elections, recalls } from '#db/schema/platform/elections.ts'
import { expectLawfulGovernment } from './expect-lawful-government.ts'
import { DAY_MS } from './platform-steps.ts'
import { type TestPlatform } from './test-platform.ts'
import { checkRecord } from '../../scripts/recount/check-record.mjs'
import { councilMotions } from '#db/schema/platform/council.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { openPolicyLevers, policies } from '#db/schema/platform/policies.ts'
import { laws, regions } from '#db/schema/platform/regions.ts'
import { ballots, rollEntries, votes } from '#db/schema/platform/voting.ts'
import { votingPower } from '#server/domain/membership/voting-power.ts'
import { canonicalJson } from '#server/domain/canonical-json.ts'
import { LEVERS } from '#server/domain/regions/lever-table.ts'
import { type MadeRegion } from '#server/testing/make-region.ts'
import { settingsOf } from '../services/regions/region-rows.ts'

/** What must hold at any time, whatever happened before. */
export async function expectLawfulOrder(platform: TestPlatform, lands: readonly MadeRegion[]): Promise<void> {
  const now = await platform.clock.now(platform.db)
  for (const land of lands) {
    const [region] = await platform.db.select().from(regions).where(eq(regions.id, land.region.id))
    if (!region) throw new Error('a region is gone')
    await expectHistoryToExplainSettings(platform, region)
    await expectLawfulGovernment(platform, {
      ...{ regionId: region.id, councilSeats: 9, after: now.toISOString() },
    })

    const levers = await platform.db
      .select({ lever: openPolicyLevers.lever, status: policies.status })
      .from(openPolicyLevers)
      .innerJoin(policies, eq(policies.id, openPolicyLevers.policyId))
      .where(eq(openPolicyLevers.regionId, region.id))
    expect(levers.filter(({ status }) => status !== 'voting' && status !== 'passed')).toEqual([])

    const members = await platform.db.select().from(memberships).where(eq(memberships.regionId, region.id))
    for (const member of members) expect(member.votingPower).toBe(votingPower(member.reputation))
  }
  await expectNothingStuck(platform, now)
  await expectSoundBallots(platform)
}

/** No setting changes without a law: replaying the law book gives the current settings. */
async function expectHistoryToExplainSettings(platform: TestPlatform, region: typeof regions.$inferSelect) {
  const history = await platform.db
    .select({ changes: laws.changes })
    .from(laws)
    .where(eq(laws.regionId, region.id))
    .orderBy(laws.number)
  const today = new Map<string, unknown>()
  for (const { changes } of history)
    for (const { lever, before, after } of changes) {
      if (today.has(lever)) expect(canonicalJson(before)).toBe(canonicalJson(today.get(lever)))
      today.set(lever, after)
    }
  const settings = settingsOf(region)
  for (const lever of LEVERS) expect(canonicalJson(today.get(lever))).toBe(canonicalJson(settings[lever]))
}

async function expectNothingStuck(platform: TestPlatform, now: Date) {
  const yesterday = new Date(now.getTime() - DAY_MS)
  const late = {
    votes: await platform.db.$count(votes, and(eq(votes.state, 'open'), lt(votes.closesAt, yesterday))),
    laws: await platform.db.$count(
      policies,
      and(
        eq(policies.status, 'passed'),
        lt(policies.effectiveAt, yesterday),
        isNull(policies.implementationError),
      ),
    ),
    nominations: await platform.db.$count(
      elections,
      and(eq(elections.status, 'pending'), lt(elections.votingOpensAt, yesterday)),
    ),
    offers: await platform.db.$count(
      treaties,
      and(inArray(treaties.status, ['proposed', 'ratifying']), lt(treaties.windowClosesAt, yesterday)),
    ),
    treaties: await platform.db.$count(
      treaties,
      and(inArray(treaties.status, ['active', 'notice']), lt(treaties.expiresAt, yesterday)),
    ),
  }
  expect(late).toEqual({ votes: 0, laws: 0, nominations: 0, offers: 0, treaties: 0 })
}

/** Every ballot lies within its vote's time and carries the weight of its roll row; every roll adds up. */
async function expectSoundBallots(platform: TestPlatform) {
  const late = await platform.db
    .select({ id: ballots.userId })
    .from(ballots)
    .innerJoin(votes, eq(votes.id, ballots.voteId))
    .where(gte(sql`coalesce(${ballots.changedAt}, ${ballots.castAt})`, votes.closesAt))
  expect(late).toEqual([])
  const reweighted = await platform.db
    .select({ id: ballots.userId })
    .from(ballots)
    .innerJoin(
      rollEntries,
      and(eq(rollEntries.voteId, ballots.voteId), eq(rollEntries.userId, ballots.userId)),
    )
    .where(ne(rollEntries.weight, ballots.weight))
  expect(reweighted).toEqual([])
  const { rows } = await platform.db.execute(sql`
    select v.id from ${votes} v left join ${rollEntries} e on e.vote_id = v.id
    group by v.id having (v.kind <> 'council' and count(e.user_id) <> v.size)
                      or coalesce(sum(e.weight), 0) <> v.total_weight`)
  expect(rows).toEqual([])
}

/** Every vote of the year that was counted, from its public record and without the server's code. Returns the kinds. */
export async function expectRecounts(
  platform: TestPlatform,
  lands: readonly MadeRegion[],
): Promise<Map<string, number>> {
  const counted = new Map<string, number>()
  const recount = async (kind: string, record: Promise<unknown>) => {
    const { steps } = checkRecord(JSON.parse(JSON.stringify(await record)))
    expect(
      steps.filter(({ ok }) => !ok),
      kind,
    ).toEqual([])
    counted.set(kind, (counted.get(kind) ?? 0) + 1)
  }
  for (const { region, owner } of lands) {
    const api = platform.api(owner)
    const here = eq(policies.regionId, region.id)
    const isCounted = (table: { voteId: AnyPgColumn }) =>
      inArray(
        table.voteId,
        platform.db.select({ id: votes.id }).from(votes).where(eq(votes.state, 'counted')),
      )
    for (const { id } of await platform.db
      .select()
      .from(policies)
      .where(and(here, isCounted(policies))))
      await recount('policy', api.policies.record({ policyId: id }))
    const held = and(eq(elections.regionId, region.id), eq(elections.status, 'completed'))
    for (const { id, method } of await platform.db.select().from(elections).where(held))
      await recount(method, api.elections.record({ electionId: id }))
    const asked = and(eq(recalls.regionId, region.id), isCounted(recalls))
    for (const { id } of await platform.db.select().from(recalls).where(asked))
      await recount('recall', api.elections.recallRecord({ recallId: id }))
    const ratified = and(eq(treatySides.regionId, region.id), isCounted(treatySides))
    for (const { treatyId } of await platform.db.select().from(treatySides).where(ratified))
      await recount('treaty', api.diplomacy.record({ treatyId, region: region.name }))
  }
  const decided = inArray(councilMotions.status, ['passed', 'rejected', 'implemented'])
  for (const { id } of await platform.db.select().from(councilMotions).where(decided))
    await recount('council', platform.api().council.record({ motionId: id }))
  return counted
}
