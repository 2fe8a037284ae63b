import { TRPCError } from '@trpc/server'
import { and, eq, gt, inArray, isNotNull, isNull } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { treaties, treatySides } from '#db/schema/platform/diplomacy.ts'
import { candidacies, elections, offices, recalls } from '#db/schema/platform/elections.ts'
import { expectLawfulOrder, expectRecounts } from '#server/testing/expect-lawful-order.ts'
import { councilMotions } from '#db/schema/platform/council.ts'
import { policies } from '#db/schema/platform/policies.ts'
import { laws } from '#db/schema/platform/regions.ts'
import { ballots, rollEntries, votes } from '#db/schema/platform/voting.ts'
import { type JobName } from '#jobs/job-names.ts'
import { runJob } from '#jobs/worker.ts'
import { POSITIONS } from '#server/domain/regions/positions.ts'
import { GOVERNANCE_TYPES } from '#server/domain/regions/governance-types.ts'
import { createRandom } from '#server/domain/random.ts'
import { takeDueJob } from '#server/testing/due-jobs.ts'
import { makeMember, makeRegion, type MadeRegion } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { type VoteKind } from '#server/domain/voting/vote-kinds.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type UserActor } from './require-actor.ts'
import { DAY_MS } from '#server/testing/platform-steps.ts'

const platform = useTestPlatform()

/** `npm run prove:government` takes a year. */
// eslint-disable-next-line no-restricted-syntax -- how long to prove is asked of this test alone
const DAYS = Number(process.env.GOVERNMENT_DAYS ?? 90)
const FOUNDING_CITIZENS = 7
const SWEEPS: JobName[] = [
  ...(['sweep-policies', 'sweep-elections', 'sweep-treaties', 'sweep-council', 'sweep-laws'] as const),
  ...(['sweep-memberships', 'sweep-rewards', 'remind-voters'] as const),
]

type Land = MadeRegion & { people: UserActor[] }
type World = { lands: Land[]; refusals: Map<string, number> }

const random = createRandom('a year of government')
const system = (job: string) => platform.ctx({ kind: 'system', job })
const chance = (percent: number) => random.int(1, 100) <= percent

/** Does what a person asks for. A refusal is an answer and is counted; anything else that fails is a defect. */
async function attempt(world: World, act: () => Promise<unknown>): Promise<void> {
  try {
    await act()
  } catch (error) {
    if (!(error instanceof TRPCError) || error.code === 'INTERNAL_SERVER_ERROR') throw error
    world.refusals.set(error.message, (world.refusals.get(error.message) ?? 0) + 1)
  }
}

/** Every job that is due by the clock, the earliest first, until none is left. */
async function runDueJobs(): Promise<void> {
  for (let due = await takeDueJob(platform); due; due = await takeDueJob(platform))
    await runJob(system, due.name, due.payload)
}

async function found(): Promise<World> {
  const lands = []
  for (const governanceType of GOVERNANCE_TYPES) {
    const made = await makeRegion(platform, {
      governanceType,
      settings: {
        electionFrequencyDays: 30,
        citizenshipWaitDays: 0,
        electionMethod: governanceType === 'council' ? 'weighted_plurality' : 'ranked_choice',
        termLimit: governanceType === 'autocracy' ? 0 : 1,
      },
    })
    const people = [made.owner]
    for (let i = 0; i < FOUNDING_CITIZENS; i++) people.push(await makeMember(platform, made.region))
    lands.push({ ...made, people })
  }
  return { lands, refusals: new Map() }
}

const proposal = () =>
  random.pick([
    { policyType: 'tax_rate', proposedChanges: { taxRate: random.int(5, 25) / 100 } },
    { policyType: 'defense', proposedChanges: { defenseLevel: random.int(0, 3) } },
    {
      policyType: 'pvp_rules',
      proposedChanges: { pvpRule: random.pick(['forbidden', 'contested_zones', 'open']) },
    },
    { policyType: 'trade_policy', proposedChanges: { startingCredits: random.int(100, 10_000) } },
    {
      policyType: 'immigration',
      proposedChanges: { immigrationPolicy: random.pick(['open', 'application']) },
    },
    { policyType: 'cultural', proposedChanges: { motto: `Motto ${random.int(1, 1_000)}` } },
    { policyType: 'constitutional', proposedChanges: { quorum: random.int(25, 60) / 100 } },
    { policyType: 'constitutional', proposedChanges: { governanceType: random.pick(GOVERNANCE_TYPES) } },
  ] as const)

/** Some are for a later day, some for a time. */
const terms = () => ({
  effectiveInDays: chance(70) ? 0 : random.int(1, 9),
  expiresAfterDays: chance(70) ? null : random.int(5, 40),
})

async function liveADay(world: World): Promise<void> {
  for (const land of world.lands) {
    const region = land.region.name
    const person = random.pick(land.people)
    const api = platform.api(person)
    if (chance(20))
      await attempt(world, () =>
        api.policies.propose({
          region,
          title: 'A proposal',
          votingDurationDays: random.int(1, 10),
          ...proposal(),
          ...terms(),
        }),
      )
    if (chance(6))
      await attempt(world, () =>
        api.regions.changeEconomy({ region, taxRate: random.int(5, 25) / 100, ...terms() }),
      )
    if (chance(4))
      await attempt(world, () => api.regions.changeCulture({ region, motto: `Decree ${random.int(1, 99)}` }))
    if (chance(4))
      await attempt(world, () =>
        api.elections.open({
          region,
          position: random.pick(POSITIONS),
          nominationDays: 2,
          votingDurationDays: 3,
        }),
      )
    if (chance(2))
      await attempt(world, () => api.elections.resign({ region, position: random.pick(POSITIONS) }))
    if (chance(2) && person !== land.owner) {
      await attempt(world, async () => {
        await api.membership.leave({ region })
        land.people.splice(land.people.indexOf(person), 1)
      })
    }
    if (chance(3)) {
      const newcomer = await makeUser(platform)
      await attempt(world, () => platform.api(newcomer).membership.join({ region, as: 'resident' }))
      land.people.push(newcomer)
    }
    if (chance(6)) {
      const partner = random.pick(world.lands).region.name
      const envoy = platform.api(chance(50) ? land.owner : person)
      await attempt(world, () =>
        envoy.diplomacy.propose({
          region,
          partner,
          treatyType: random.pick(['non_aggression', 'open_borders', 'cultural_exchange']),
          terms: { durationDays: random.int(7, 40) },
        }),
      )
    }
    await speakForEachOther(world, land)
    await stand(world, land)
    await answerProposals(world, land)
    await vote(world, land)
    await recall(world, land)
    await negotiate(world, land)
  }
  await meetInCouncil(world)
}

async function speakForEachOther(world: World, { region, people }: Land) {
  const own = { region: region.name }
  if (chance(6))
    await attempt(world, () =>
      platform.api(random.pick(people)).voting.delegate({ ...own, callsign: random.pick(people).callsign }),
    )
  if (chance(2)) await attempt(world, () => platform.api(random.pick(people)).voting.takeBack(own))
}

/** Another number for the same tax, before the vote is over. */
async function answerProposals(world: World, { region, people }: Land) {
  if (!chance(25)) return
  const [open] = await platform.db
    .select({ id: policies.id })
    .from(policies)
    .where(
      and(
        eq(policies.regionId, region.id),
        eq(policies.status, 'voting'),
        eq(policies.policyType, 'tax_rate'),
        isNull(policies.counterTo),
      ),
    )
  if (open)
    await attempt(world, () =>
      platform.api(random.pick(people)).policies.counter({
        policyId: open.id,
        title: 'Another number',
        proposedChanges: { taxRate: random.int(5, 25) / 100 },
        ...terms(),
      }),
    )
}

async function recall(world: World, { region, people }: Land) {
  const api = () => platform.api(random.pick(people)).elections
  if (chance(10)) {
    const held = await platform.db
      .select({ position: offices.position, holderId: offices.userId })
      .from(offices)
      .where(and(eq(offices.regionId, region.id), isNull(offices.endedAt)))
    if (held.length > 0)
      await attempt(world, () =>
        api().startRecall({ region: region.name, ...random.pick(held), reason: 'The books are closed.' }),
      )
  }
  const open = await platform.db
    .select({ id: recalls.id, status: recalls.status })
    .from(recalls)
    .where(and(eq(recalls.regionId, region.id), inArray(recalls.status, ['petition', 'voting'])))
  for (const { id: recallId, status } of open)
    for (const person of people) {
      if (!chance(40)) continue
      const { signRecall, castRecall } = platform.api(person).elections
      await attempt(world, () =>
        status === 'petition'
          ? signRecall({ recallId })
          : castRecall({ recallId, choice: random.pick(['yes', 'yes', 'no']) }),
      )
    }
}

async function meetInCouncil(world: World) {
  const seats = world.lands.flatMap(({ people }) => people)
  if (chance(5))
    await attempt(world, () =>
      platform.api(random.pick(world.lands).owner).council.propose({
        ...{ motionType: 'gate_toll', title: 'A toll', value: random.int(0, 200), votingDurationDays: 3 },
      }),
    )
  const open = await platform.db
    .select({ id: councilMotions.id, voteId: councilMotions.voteId })
    .from(councilMotions)
    .where(eq(councilMotions.status, 'voting'))
  for (const { id: motionId, voteId } of open) {
    const roll = await platform.db.select().from(rollEntries).where(eq(rollEntries.voteId, voteId))
    for (const person of seats.filter(({ userId }) => roll.some((entry) => entry.userId === userId)))
      if (chance(50))
        await attempt(world, () =>
          platform.api(person).council.cast({ motionId, choice: random.pick(['yes', 'yes', 'no']) }),
        )
  }
}

async function stand(world: World, { region, people }: Land) {
  const open = await platform.db
    .select({ id: elections.id, calledBy: elections.calledBy })
    .from(elections)
    .where(and(eq(elections.regionId, region.id), eq(elections.status, 'pending')))
  for (const { id } of open)
    if (chance(40))
      await attempt(world, () =>
        platform.api(random.pick(people)).elections.nominate({ electionId: id, platform: 'For all of us' }),
      )
  // Only those in power may, and only what somebody called.
  const called = open.find(({ calledBy }) => calledBy !== null)
  if (called && chance(25))
    for (const person of people)
      await attempt(world, () =>
        platform.api(person).elections.cancel({ electionId: called.id, reason: 'Not now' }),
      )
}

async function vote(world: World, { region, people }: Land) {
  const voting = await platform.db
    .select({ id: policies.id })
    .from(policies)
    .where(and(eq(policies.regionId, region.id), eq(policies.status, 'voting')))
  const polls = await platform.db
    .select({ id: elections.id, method: elections.method })
    .from(elections)
    .where(and(eq(elections.regionId, region.id), eq(elections.status, 'active')))
  for (const person of people) {
    const api = platform.api(person)
    for (const { id } of voting)
      if (chance(20))
        await attempt(world, () =>
          api.policies.cast({ policyId: id, choice: random.pick(['yes', 'yes', 'yes', 'no', 'abstain']) }),
        )
    for (const { id, method } of polls) {
      if (!chance(30)) continue
      const standing = await platform.db
        .select({ id: candidacies.userId })
        .from(candidacies)
        .where(and(eq(candidacies.electionId, id), isNull(candidacies.withdrawnAt)))
      const liked = random.shuffle(standing.map(({ id: candidate }) => candidate))
      const ranking = liked.slice(0, method === 'ranked_choice' ? random.int(1, 4) : 1)
      await attempt(world, () => api.elections.cast({ electionId: id, ranking }))
    }
  }
}

async function negotiate(world: World, { region, people }: Land) {
  const sides = await platform.db
    .select({ treatyId: treaties.id, status: treaties.status, side: treatySides.status })
    .from(treatySides)
    .innerJoin(treaties, eq(treaties.id, treatySides.treatyId))
    .where(
      and(eq(treatySides.regionId, region.id), inArray(treaties.status, ['proposed', 'ratifying', 'active'])),
    )
  for (const { treatyId, status, side } of sides) {
    const act = { treatyId, region: region.name }
    if (side === 'unsigned' && chance(50))
      for (const person of people) await attempt(world, () => platform.api(person).diplomacy.sign(act))
    if (side === 'voting')
      for (const person of people)
        if (chance(40))
          await attempt(world, () => platform.api(person).diplomacy.cast({ ...act, choice: 'yes' }))
    if (status === 'active' && chance(2))
      await attempt(world, () => platform.api(random.pick(people)).diplomacy.giveNotice(act))
  }
}

/** What must have happened, and how often, for a run to be worth the name. */
const STORY = {
  ...{ laws: 20, rejected: 5, elections: 30, terms: 20, treaties: 1, ratifications: 1, motions: 1 },
  ...{ recalls: 1, counters: 1, cancelled: 1, expired: 1, carried: 1, refusals: 5, termLimits: 1 },
}

async function countStory({ refusals }: World): Promise<Record<keyof typeof STORY, number>> {
  const { db } = platform
  const countedVotes = (kind: VoteKind) =>
    db.$count(votes, and(eq(votes.kind, kind), eq(votes.state, 'counted')))
  return {
    laws: await db.$count(policies, eq(policies.status, 'implemented')),
    rejected: await db.$count(policies, eq(policies.status, 'rejected')),
    elections: await db.$count(elections, eq(elections.status, 'completed')),
    terms: await db.$count(offices, isNotNull(offices.endedAt)),
    treaties: await db.$count(treaties, isNotNull(treaties.signedAt)),
    ratifications: await countedVotes('treaty'),
    motions: await countedVotes('council'),
    recalls: await countedVotes('recall'),
    counters: await db.$count(policies, isNotNull(policies.counterTo)),
    cancelled: await db.$count(elections, isNotNull(elections.cancelledBy)),
    expired: await db.$count(laws, isNotNull(laws.expiredAt)),
    carried: await db.$count(ballots, gt(ballots.represents, 1)),
    refusals: refusals.size,
    termLimits: [...refusals.keys()].filter((words) => /terms? in a row/.test(words)).length,
  }
}

const untold = async (world: World) =>
  Object.entries(await countStory(world)).filter(
    ([event, times]) => times < STORY[event as keyof typeof STORY],
  )

describe('three regions, one of each form of government', () => {
  it('live through months of real requests and jobs without ever breaking a rule of government', async () => {
    const world = await found()
    // Longer where chance kept something for later: no two runs are alike, for no two identities are.
    for (let day = 1; day <= DAYS || (day <= 3 * 365 && (await untold(world)).length > 0); day++) {
      platform.clock.advance(DAY_MS)
      await runDueJobs()
      for (const sweep of SWEEPS) await runJob(system, sweep, {})
      await runDueJobs()
      await liveADay(world)
      if (day % 28 === 0) await expectLawfulOrder(platform, world.lands)
    }
    await expectLawfulOrder(platform, world.lands)

    expect(await untold(world)).toEqual([])
    const recounted = await expectRecounts(platform, world.lands)
    for (const kind of ['policy', 'ranked_choice', 'weighted_plurality', 'recall', 'treaty', 'council'])
      expect(recounted.get(kind), kind).toBeGreaterThan(0)
  }, 1_200_000)
})
