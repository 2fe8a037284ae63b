import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { ballots } from '#db/schema/platform/voting.ts'
import { candidacies, elections, offices } from '#db/schema/platform/elections.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { type ElectionMethod } from '#server/domain/regions/election-methods.ts'
import { type Position } from '#server/domain/regions/positions.ts'
import { callElection } from '#server/services/elections/call-election.ts'
import { castElectionVote } from '#server/services/elections/cast-election-vote.ts'
import { nominate } from '#server/services/elections/nominate.ts'
import { type DemoCast } from './demo-story.ts'
import { type DemoPerson, type DemoWorld } from './demo-world-driver.ts'

const CANDIDATES: Record<Position, number> = {
  governor: 3,
  council_member: 5,
  ambassador: 2,
  trade_commissioner: 3,
}
const COUNCIL_SEATS = 3
const TURNOUT = 80

const PLATFORMS = [
  'I have flown every lane out here, and I will keep them open.',
  'Fewer words at the gate, more lamps on the frontier.',
  'The books stay open. Ask me anything, any day.',
  'Fair prices at every port before anything else.',
  'I listen first. Then I decide, and I say why.',
]

export type ElectionPlan = {
  region: string
  position: Position
  nominationDays: number
  votingDurationDays: number
}

/** Calls an election in the name of the head of government, or of the owner while there is none. */
export async function callDemoElection(world: DemoWorld, cast: DemoCast, plan: ElectionPlan): Promise<void> {
  const caller = await findHeadOfGovernment(world, cast, plan.region)
  await callElection(world.ctx(caller), { ...plan, seats: COUNCIL_SEATS })
}

/** The head of a region: a governor or council member in office, otherwise its founder. */
export async function findHeadOfGovernment(
  world: DemoWorld,
  cast: DemoCast,
  region: string,
): Promise<DemoPerson> {
  const [holder] = await world.system.db
    .select({ userId: offices.userId })
    .from(offices)
    .innerJoin(regions, eq(regions.id, offices.regionId))
    .where(
      and(
        eq(regions.name, region),
        isNull(offices.endedAt),
        sql`${offices.position} = case ${regions.governanceType} when 'council' then 'council_member' else 'governor' end`,
      ),
    )
    .orderBy(asc(offices.userId))
    .limit(1)
  const everybody = [...cast.governors, ...cast.citizens]
  const head =
    everybody.find(({ person }) => person.userId === holder?.userId) ??
    cast.governors.find((governor) => governor.region.name === region)
  if (!head) throw new Error(`nobody acts for ${region}`)
  return head.person
}

/** Citizens run in every open election, a day after it was called. */
export async function nominateCandidates(world: DemoWorld, cast: DemoCast): Promise<void> {
  const open = await world.system.db
    .select({
      id: elections.id,
      regionId: elections.regionId,
      position: elections.position,
      method: elections.method,
    })
    .from(elections)
    .where(eq(elections.status, 'pending'))
    .orderBy(asc(elections.createdAt))
  for (const election of open) {
    const standing = await world.system.db
      .select({ userId: candidacies.userId })
      .from(candidacies)
      .where(eq(candidacies.electionId, election.id))
    const citizens = (await findCitizens(world, cast, election.regionId)).filter(
      (person) =>
        !standing.some((candidate) => candidate.userId === person.userId) &&
        // Founders run for governor only and leave the other offices to settlers.
        (election.position === 'governor' || !cast.governors.some((founder) => founder.person === person)),
    )
    // One more candidate in a ranked election, so that votes are transferred.
    const seekers = CANDIDATES[election.position] + (isCloseRace(election) ? 1 : 0)
    const wanted = seekers - standing.length
    for (const person of world.random.shuffle(citizens).slice(0, Math.max(0, wanted))) {
      await nominate(world.ctx(person), { electionId: election.id, platform: world.random.pick(PLATFORMS) })
    }
  }
}

/** Voters of every open election cast their ballots, unless they already have. */
export async function voteInElections(world: DemoWorld, cast: DemoCast): Promise<void> {
  const open = await world.system.db
    .select({
      id: elections.id,
      voteId: elections.voteId,
      method: elections.method,
      position: elections.position,
    })
    .from(elections)
    .where(eq(elections.status, 'active'))
    .orderBy(asc(elections.createdAt))
  for (const election of open) {
    if (!election.voteId || (await hasBallots(world, election.voteId))) continue
    const candidates = await world.system.db
      .select({ userId: candidacies.userId })
      .from(candidacies)
      .where(and(eq(candidacies.electionId, election.id), isNull(candidacies.withdrawnAt)))
      .orderBy(asc(candidacies.nominatedAt))
    const onRoll = new Set(await world.rollOf(election.id))
    const following = new Map(candidates.map(({ userId }) => [userId, 0]))
    for (const { person } of [...cast.governors, ...cast.citizens]) {
      if (!onRoll.has(person.userId) || world.random.int(1, 100) > TURNOUT) continue
      const ids = candidates.map(({ userId }) => userId)
      const liked = ids.length > 0 ? [world.random.pick(ids)] : []
      const best = isCloseRace(election) ? liked.map((id) => pickForCloseRace(following, id)) : liked
      for (const id of best) following.set(id, (following.get(id) ?? 0) + 1)
      const rest = election.method === 'ranked_choice' ? ids.filter((id) => !best.includes(id)) : []
      const ranking = [...best, ...rest]
      await castElectionVote(world.ctx(person), { electionId: election.id, ranking })
    }
  }
}

/** The election that the story decides over several rounds. */
const isCloseRace = ({ position, method }: { position: Position; method: ElectionMethod }): boolean =>
  position === 'trade_commissioner' && method === 'ranked_choice'

/** The preferred candidate, or one with fewer votes: nobody wins the first round, so several rounds can be shown. */
function pickForCloseRace(following: ReadonlyMap<string, number>, liked: string): string {
  const fewest = [...following].reduce((one, other) => (other[1] < one[1] ? other : one))
  return (following.get(liked) ?? 0) > fewest[1] ? fewest[0] : liked
}

async function hasBallots(world: DemoWorld, voteId: string): Promise<boolean> {
  const [one] = await world.system.db.select().from(ballots).where(eq(ballots.voteId, voteId)).limit(1)
  return one !== undefined
}

/** Citizens of a region among the cast, longest membership first. */
export async function findCitizens(
  world: DemoWorld,
  cast: DemoCast,
  regionId: string,
): Promise<DemoPerson[]> {
  const rows = await world.system.db
    .select({ userId: memberships.userId })
    .from(memberships)
    .where(and(eq(memberships.regionId, regionId), eq(memberships.type, 'citizen')))
    .orderBy(asc(memberships.joinedAt), asc(memberships.userId))
  const known = new Map([...cast.governors, ...cast.citizens].map((c) => [c.person.userId, c.person]))
  return rows.flatMap((row) => known.get(row.userId) ?? [])
}
