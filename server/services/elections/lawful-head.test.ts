import { TRPCError } from '@trpc/server'
import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import { votes } from '#db/schema/platform/voting.ts'
import { describe, expect, it } from 'vitest'
import { candidacies, elections, offices, recalls } from '#db/schema/platform/elections.ts'
import { policies } from '#db/schema/platform/policies.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { RECURRING_POSITIONS } from '#server/domain/elections/election-rules.ts'
import { POSITIONS } from '#server/domain/regions/positions.ts'
import { createRandom, type Random } from '#server/domain/random.ts'
import { GOVERNANCE_TYPES, type GovernanceType } from '#server/domain/regions/governance-types.ts'
import { expectLawfulGovernment } from '#server/testing/expect-lawful-government.ts'
import { makeMember, makeRegion, type MadeRegion } from '#server/testing/make-region.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { sweepPolicies } from '../policies/sweep-policies.ts'
import { type UserActor } from '../require-actor.ts'
import { sweepElections } from './sweep-elections.ts'

const platform = useTestPlatform()
const DAY_MS = 86_400_000
/** `npm run prove:government` takes 40. */
// eslint-disable-next-line no-restricted-syntax -- how long to prove is asked of this test alone
const WALKS = Number(process.env.GOVERNMENT_WALKS ?? 12)
const EVENTS = 40
const INTERVAL_DAYS = 30
/** Of walks that sweep every day. */
const CHRONICLES = Math.ceil(WALKS * 0.3)
/** How often everything that may happen has to happen, for walks worth the name. */
const TIMES = Math.floor(WALKS / 10)
const CHRONICLE_DAYS = 110

type World = MadeRegion & { people: UserActor[]; random: Random; happened: Set<string> }

const system = () => platform.ctx({ kind: 'system', job: 'test' })
const apiOf = (actor: UserActor) => platform.api(actor)
const anybody = ({ people, random }: World) => random.pick(people)

async function found(
  seed: string,
  governanceTypes: readonly GovernanceType[] = GOVERNANCE_TYPES,
): Promise<World> {
  const random = createRandom(seed)
  const made = await makeRegion(platform, {
    governanceType: random.pick(governanceTypes),
    settings: {
      electionFrequencyDays: INTERVAL_DAYS,
      electionMethod: random.pick(['weighted_plurality', 'ranked_choice']),
      termLimit: random.int(0, 2),
      quorumBp: 2500,
    },
  })
  const people = [made.owner]
  for (let n = 0; n < 4; n += 1) people.push(await makeMember(platform, made.region))
  return { ...made, people, random, happened: new Set() }
}

/** Everything that may happen to a government, by the verbs that people and jobs use. What is refused did not happen. */
const EVENTS_OF_A_REGION: Record<string, (world: World) => Promise<unknown>> = {
  join: async (world) => world.people.push(await makeMember(platform, world.region)),
  leave: async (world) => {
    const person = anybody(world)
    await apiOf(person).membership.leave({ region: world.region.name })
    world.people.splice(world.people.indexOf(person), 1)
  },
  call: (world) =>
    apiOf(anybody(world)).elections.open({
      region: world.region.name,
      position: world.random.pick(POSITIONS),
      nominationDays: 1,
      votingDurationDays: 1,
      seats: 3,
    }),
  callAsOwner: (world) =>
    apiOf(world.owner).elections.open({
      region: world.region.name,
      position: 'governor',
      nominationDays: 1,
      votingDurationDays: 1,
    }),
  cancel: async (world) => {
    const [election] = await openElections(world)
    if (election) await apiOf(anybody(world)).elections.cancel({ electionId: election.id, reason: 'No' })
  },
  stand: standEverywhere,
  standAgain: standEverywhere,
  voteInElections,
  electByTime: async (world) => {
    await standEverywhere(world)
    await moveOn(world, 7)
    await voteInElections(world)
    await moveOn(world, 7)
  },
  resign: async (world) => {
    const [office] = await held(world)
    const holder = world.people.find(({ userId }) => userId === office?.userId)
    if (office && holder)
      await apiOf(holder).elections.resign({ region: world.region.name, position: office.position })
  },
  recall: askForRecall,
  signAndVote: signAndVoteOnRecalls,
  recallInTime: async (world) => {
    await moveOn(world, 8)
    await askForRecall(world)
    await signAndVoteOnRecalls(world)
    await signAndVoteOnRecalls(world)
    await moveOn(world, 7)
  },
  amend: async (world) => {
    const { region, random } = world
    await apiOf(world.owner).regions.changeGovernance({
      region: region.name,
      governanceType: random.pick(GOVERNANCE_TYPES),
      termLimit: random.int(0, 2),
    })
    const open = await platform.db
      .select({ id: policies.id })
      .from(policies)
      .where(and(eq(policies.regionId, region.id), eq(policies.status, 'voting')))
    for (const { id: policyId } of open)
      for (const person of world.people)
        await attempt(() => apiOf(person).policies.cast({ policyId, choice: 'yes' }))
  },
  suspend: (world) => setStatus(world, 'suspended'),
  resume: (world) => setStatus(world, 'active'),
  days: (world) => moveOn(world, world.random.int(1, 8)),
  weeks: (world) => moveOn(world, world.random.int(9, 40)),
  daysWithoutJobs: async (world) => {
    platform.clock.advance(world.random.int(1, 20) * DAY_MS)
  },
}

const setStatus = ({ region }: World, status: 'active' | 'suspended') =>
  platform.db.update(regions).set({ status }).where(eq(regions.id, region.id))

async function moveOn(_world: World, days: number) {
  platform.clock.advance(days * DAY_MS)
  await sweepPolicies(system())
  await sweepElections(system())
}

const openElections = ({ region }: World) =>
  platform.db
    .select()
    .from(elections)
    .where(and(eq(elections.regionId, region.id), inArray(elections.status, ['pending', 'active'])))

const held = ({ region }: World) =>
  platform.db
    .select()
    .from(offices)
    .where(and(eq(offices.regionId, region.id), isNull(offices.endedAt)))

async function askForRecall(world: World) {
  const office = (await held(world)).at(-1)
  if (office)
    await apiOf(anybody(world)).elections.startRecall({
      region: world.region.name,
      position: office.position,
      holderId: office.userId,
      reason: 'Enough',
    })
}

async function signAndVoteOnRecalls(world: World) {
  const open = await platform.db
    .select()
    .from(recalls)
    .where(and(eq(recalls.regionId, world.region.id), inArray(recalls.status, ['petition', 'voting'])))
  for (const { id: recallId, status } of open)
    for (const person of world.people) {
      const { elections: api } = apiOf(person)
      await attempt(() =>
        status === 'petition' ? api.signRecall({ recallId }) : api.castRecall({ recallId, choice: 'yes' }),
      )
    }
}

async function standEverywhere(world: World) {
  for (const { id: electionId } of await openElections(world))
    await attempt(() => apiOf(anybody(world)).elections.nominate({ electionId, platform: 'For all' }))
}

async function voteInElections(world: World) {
  for (const { id: electionId } of await openElections(world)) {
    const standing = await platform.db
      .select({ id: candidacies.userId })
      .from(candidacies)
      .where(and(eq(candidacies.electionId, electionId), isNull(candidacies.withdrawnAt)))
    const ids = world.random.shuffle(standing.map(({ id }) => id)).slice(0, 1)
    for (const person of world.people)
      await attempt(() => apiOf(person).elections.cast({ electionId, ranking: ids }))
  }
}

/** A refusal is an answer; anything else that fails is a defect. Returns whether it was done. */
async function attempt(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act()
    return true
  } catch (error) {
    if (!(error instanceof TRPCError) || error.code === 'INTERNAL_SERVER_ERROR') throw error
    return false
  }
}

/** What must hold in every state that can be reached. */
const expectLawful = (world: World, after: string) =>
  expectLawfulGovernment(platform, { regionId: world.region.id, councilSeats: 3, after })

/** What those in power may try while days go by and jobs run. */
const EVENTS_BETWEEN_SWEEPS: Record<string, (world: World) => Promise<unknown>> = {
  callSlowly: (world) =>
    firstToSucceed(world, (person) =>
      apiOf(person).elections.open({
        region: world.region.name,
        position: world.random.pick(POSITIONS),
        nominationDays: world.random.int(1, 30),
        votingDurationDays: world.random.int(1, 30),
        seats: 3,
      }),
    ),
  callBriefly: (world) =>
    firstToSucceed(world, (person) =>
      apiOf(person).elections.open({
        region: world.region.name,
        position: world.random.pick(POSITIONS),
        nominationDays: 1,
        votingDurationDays: 1,
        seats: 3,
      }),
    ),
  cancel: async (world) => {
    const election = anyOf(world, await openElections(world))
    await firstToSucceed(world, (person) =>
      apiOf(person).elections.cancel({ electionId: election.id, reason: 'Not now' }),
    )
  },
  stand: standEverywhere,
  vote: voteInElections,
  resign: async (world) => {
    const office = anyOf(world, await held(world))
    const holder = world.people.find(({ userId }) => userId === office.userId)
    if (holder) await apiOf(holder).elections.resign({ region: world.region.name, position: office.position })
  },
}

/** What is not there cannot be done, as if it were refused. */
function anyOf<Thing>({ random }: World, things: readonly Thing[]): Thing {
  if (things.length === 0) throw new TRPCError({ code: 'CONFLICT', message: 'there is none' })
  return random.pick(things)
}

/** Whoever may do it does. */
async function firstToSucceed(world: World, act: (person: UserActor) => Promise<unknown>) {
  for (const person of world.people) if (await attempt(() => act(person))) return
  throw new TRPCError({ code: 'CONFLICT', message: 'nobody may' })
}

/** Every office was voted on, or found nobody who stood, within the last interval. Half a day is the sweeps'. */
async function expectElectionsToTakePlace(world: World, began: Date, after: string) {
  const now = await platform.clock.now(platform.db)
  const decided = await platform.db
    .select({
      position: elections.position,
      at: sql`coalesce(${votes.decidedAt}, ${elections.cancelledAt})`.mapWith(votes.decidedAt),
    })
    .from(elections)
    .leftJoin(votes, eq(votes.id, elections.voteId))
    .where(
      and(
        eq(elections.regionId, world.region.id),
        inArray(elections.status, ['completed', 'cancelled']),
        isNull(elections.cancelledBy),
      ),
    )
  for (const position of RECURRING_POSITIONS[world.region.governanceType]) {
    const last = Math.max(
      began.getTime(),
      ...decided.filter((one) => one.position === position).map(({ at }) => Number(at)),
    )
    const days = (now.getTime() - last) / DAY_MS
    expect(days, `days without an election (${position}) after ${after}`).toBeLessThan(INTERVAL_DAYS + 0.5)
  }
}

describe('a government', () => {
  it('has a lawful head in every state that random walks of events reach, and nobody ineligible in office', async () => {
    const happened = new Map<string, number>()
    for (let walk = 0; walk < WALKS; walk += 1) {
      const world = await found(`walk ${walk}`)
      const path: string[] = []
      for (let step = 0; step < EVENTS; step += 1) {
        const name = world.random.pick(Object.keys(EVENTS_OF_A_REGION))
        const event = EVENTS_OF_A_REGION[name]
        if (event && (await attempt(() => event(world)))) happened.set(name, (happened.get(name) ?? 0) + 1)
        path.push(name)
        await expectLawful(world, `walk ${walk}: ${path.join(', ')}`)
      }
      // Sweeps see every region of the database: the next walk begins in a quiet one.
      await setStatus(world, 'suspended')
    }
    for (const name of Object.keys(EVENTS_OF_A_REGION))
      expect(happened.get(name) ?? 0, name).toBeGreaterThanOrEqual(TIMES)
    const ends = await platform.db.selectDistinct({ reason: offices.endReason }).from(offices)
    const seldom = WALKS < 40 ? [] : ['recalled', 'term_over']
    expect(ends.map(({ reason }) => reason)).toEqual(
      expect.arrayContaining(['resigned', 'left_region', 'replaced_by_election', ...seldom]),
    )
  }, 1_200_000)

  it('elects every office within its interval, whatever elections are called and cancelled', async () => {
    const happened = new Map<string, number>()
    for (let walk = 0; walk < CHRONICLES; walk += 1) {
      const world = await found(`chronicle ${walk}`, ['democracy', 'council'])
      const began = await platform.clock.now(platform.db)
      await moveOn(world, 0)
      for (let day = 0; day < CHRONICLE_DAYS; day += 1) {
        for (let left = world.random.int(0, 2); left > 0; left -= 1) {
          const name = world.random.pick(Object.keys(EVENTS_BETWEEN_SWEEPS))
          const event = EVENTS_BETWEEN_SWEEPS[name]
          if (event && (await attempt(() => event(world)))) happened.set(name, (happened.get(name) ?? 0) + 1)
        }
        await moveOn(world, 1)
        await expectElectionsToTakePlace(world, began, `walk ${walk}, day ${day}`)
      }
      await setStatus(world, 'suspended')
    }
    for (const name of Object.keys(EVENTS_BETWEEN_SWEEPS))
      expect(happened.get(name) ?? 0, name).toBeGreaterThanOrEqual(TIMES)
  }, 1_200_000)
})
