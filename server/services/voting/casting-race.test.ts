import { eq, sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { candidacies, elections } from '#db/schema/platform/elections.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { policies } from '#db/schema/platform/policies.ts'
import { ballots, rollEntries, votes } from '#db/schema/platform/voting.ts'
import { countElection } from '#server/domain/elections/count.ts'
import { serializeResults } from '#server/domain/elections/results-text.ts'
import { addReputation, REPUTATION_PER_VOTE } from '#server/domain/membership/reputation.ts'
import { BALLOT_CHOICES, serializeTally, tally } from '#server/domain/voting/tally.ts'
import { locksAwaited } from '#server/testing/locks-awaited.ts'
import { makeDemocracy } from '#server/testing/make-democracy.ts'
import { holdersOf } from '#server/testing/make-office-holder.ts'
import { makeVoteAgain, voteOf } from '#server/testing/make-vote.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { transact, type Ctx } from '../context.ts'
import { castElectionVote } from '../elections/cast-election-vote.ts'
import { closeElection } from '../elections/close-election.ts'
import { openVoting } from '../elections/open-voting.ts'
import { type ElectionRow } from '../elections/queries.ts'
import { oneRow } from '../one-row.ts'
import { castVote } from '../policies/cast-vote.ts'
import { closePolicy } from '../policies/close-policy.ts'
import { type PolicyRow } from '../policies/queries.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { type UserActor } from '../require-actor.ts'
import { type CastReceipt } from './cast-ballot.ts'
import { motionTally } from './motion-tally.ts'
import { getVote } from './vote-rows.ts'
import { sha256 } from '../sha256.ts'
import { sweepRewards } from './sweep-rewards.ts'

// One voter casts 200 ballots at once.
const platform = useTestPlatform({ limits: { 'cast-ballot': 1_000 } })

/**
 * Votes of a proof, of each kind; every run of the tests takes a few of them, `npm run prove:votes` a thousand. All of a kind are
 * held in one region by the same citizens; each has a policy or election and a vote of its own. In each of them one
 * voter casts 200 ballots at once and nineteen others one each, and the vote is closed by its own verb and the database's
 * clock: in every tenth after the last of these casts, in the others while they come in. It then moves later when it came
 * before all, and earlier when it came after all.
 */
// eslint-disable-next-line no-restricted-syntax -- how long to prove is asked of this test alone
const RUNS = Number(process.env.VOTE_RACE_RUNS ?? 10)
const CASTS_AT_ONCE = 200
const VOTERS = 20
const LATER_MS = 3_600_000

/** A vote that is open or was closed, whatever it is about. */
type Vote = { id: string; voteId: string; closesAt: Date }

/** What is different between the kinds. `P` is what one vote is made from again and again. */
type Kind<P extends { voteId: string }> = {
  pattern(region: RegionRow, voters: readonly UserActor[]): Promise<P>
  openAgain(pattern: P, ms: number): Promise<Vote>
  /** The ballot that is cast as the n-th. */
  choiceOf(n: number, voters: readonly UserActor[]): readonly string[]
  cast(ctx: Ctx, vote: Vote, choice: readonly string[]): Promise<CastReceipt>
  close(vote: Vote): Promise<boolean>
  read(id: string): Promise<Vote>
  /** Counts by the rules of the domain from single ballots, and finds the published result and hash. */
  expectRecount(vote: Vote, cast: readonly BallotRow[], incumbents: readonly string[]): Promise<void>
}
type BallotRow = typeof ballots.$inferSelect

const wordOf = (choice: readonly string[]) => BALLOT_CHOICES.find((word) => word === choice[0]) ?? 'abstain'

async function proposedBy(owner: UserActor, region: RegionRow): Promise<PolicyRow & Vote> {
  const { id } = await platform.api(owner).policies.propose({
    region: region.name,
    policyType: 'tax_rate',
    title: 'Another tax',
    proposedChanges: { taxRate: 0.15 },
  })
  return policyOf(id)
}

const policyOf = async (id: string): Promise<PolicyRow & Vote> => {
  const policy = oneRow(await platform.db.select().from(policies).where(eq(policies.id, id)))
  return { ...policy, closesAt: (await voteOf(platform, policy)).closesAt }
}

const electionOf = async (id: string): Promise<ElectionRow & Vote> => {
  const election = oneRow(await platform.db.select().from(elections).where(eq(elections.id, id)))
  const { id: voteId, closesAt } = await voteOf(platform, election)
  return { ...election, voteId, closesAt }
}

/** The same voters once more. A late quorum must not move the close. */
async function openVoteAgain(patternId: string, ms: number): Promise<{ voteId: string; closesAt: Date }> {
  const now = await platform.clock.now(platform.db)
  const closesAt = new Date(now.getTime() + ms)
  return { voteId: await makeVoteAgain(platform, patternId, { extendedAt: now, closesAt }), closesAt }
}

const rollOf = (voteId: string) =>
  platform.db
    .select({ voterId: rollEntries.userId, weight: rollEntries.weight })
    .from(rollEntries)
    .where(eq(rollEntries.voteId, voteId))

const motions: Kind<PolicyRow & Vote> = {
  pattern: (region, voters) => proposedBy(oneRow(voters.slice(0, 1)), region),
  async openAgain({ id: _id, voteKind: _kind, ...policy }, ms) {
    const again = await openVoteAgain(policy.voteId, ms)
    const { id } = oneRow(
      await platform.db
        .insert(policies)
        .values({ ...policy, voteId: again.voteId })
        .returning({ id: policies.id }),
    )
    return { id, ...again }
  },
  choiceOf: (n) => [BALLOT_CHOICES[n % 3] ?? 'yes'],
  cast: (ctx, { id }, choice) => castVote(ctx, { policyId: id, choice: wordOf(choice) }),
  close: ({ id }) => closePolicy(platform.ctx(), { policyId: id }),
  read: policyOf,
  async expectRecount({ id, voteId }, cast) {
    const { majority } = await policyOf(id)
    const vote = await getVote(platform.db, voteId)
    const recount = tally({
      ...motionTally(vote),
      majority,
      roll: await rollOf(voteId),
      ballots: cast.map(({ userId, choice }) => ({ voterId: userId, choice: wordOf(choice) })),
    })
    expect(vote.tally).toEqual(recount)
    expect(vote.tallyHash).toBe(sha256(serializeTally(recount)))
  },
}

const CANDIDATES = 3

/** By ranked choice, whose rounds have more to get wrong than a sum. */
const contests: Kind<ElectionRow & Vote> = {
  async pattern(region, voters) {
    const owner = oneRow(voters.slice(0, 1))
    const { id: electionId } = await platform.api(owner).elections.open({
      ...{ region: region.name, position: 'governor', nominationDays: 1, votingDurationDays: 7 },
    })
    for (const candidate of voters.slice(0, CANDIDATES))
      await platform.api(candidate).elections.nominate({ electionId, platform: 'For all of us' })
    await platform.db.update(elections).set({ method: 'ranked_choice' }).where(eq(elections.id, electionId))
    platform.clock.advance(86_400_000)
    await openVoting(platform.ctx(), { electionId })
    const election = await electionOf(electionId)
    // It gives way to those that are made from it: an office has one election at a time.
    await platform.db.update(elections).set({ status: 'completed' }).where(eq(elections.id, electionId))
    return election
  },
  async openAgain({ id: patternId, voteKind: _kind, ...election }, ms) {
    const again = await openVoteAgain(election.voteId, ms)
    const { id } = oneRow(
      await platform.db
        .insert(elections)
        .values({ ...election, voteId: again.voteId })
        .returning({ id: elections.id }),
    )
    await platform.db.execute(sql`insert into ${candidacies} (election_id, user_id, platform, nominated_at)
      select ${id}, user_id, platform, nominated_at from ${candidacies} where election_id = ${patternId}`)
    return { id, ...again }
  },
  choiceOf: (n, voters) => {
    const ids = voters.slice(0, CANDIDATES).map(({ userId }) => userId)
    return [...ids.slice(n % 3), ...ids.slice(0, n % 3)].slice(0, 1 + (n % 4))
  },
  cast: (ctx, { id }, choice) => castElectionVote(ctx, { electionId: id, ranking: [...choice] }),
  close: ({ id }) => closeElection(platform.ctx(), { electionId: id }),
  read: electionOf,
  async expectRecount({ id, voteId }, cast, incumbents) {
    const election = await electionOf(id)
    const vote = await getVote(platform.db, voteId)
    const roll = await rollOf(voteId)
    const standing = await platform.db.select().from(candidacies).where(eq(candidacies.electionId, id))
    const recount = countElection({
      method: election.method,
      seats: election.seats,
      rollSums: { size: roll.length, weight: roll.reduce((sum, { weight }) => sum + weight, 0) },
      bundles: cast.map(({ choice, weight }) => ({ ranking: choice, weight, represents: 1 })),
      candidates: standing.map(({ userId }) => ({
        playerId: userId,
        isIncumbent: incumbents.includes(userId),
      })),
      lottery: { secret: election.lotterySecret, electionId: id, sha256 },
    })
    expect(vote.tally).toEqual(recount)
    expect(vote.tallyHash).toBe(sha256(serializeResults(recount)))
  },
}

/** Something that is waited for until it is opened. */
function gate() {
  let open = () => {}
  const opened = new Promise<void>((resolve) => (open = resolve))
  return { opened, open }
}

type Answers = { voter: UserActor; choice: readonly string[]; settled: PromiseSettledResult<CastReceipt> }[]

async function castAll<P extends { voteId: string }>(
  kind: Kind<P>,
  vote: Vote,
  voters: readonly UserActor[],
): Promise<Answers> {
  const [first, ...others] = voters
  if (!first) throw new Error('nobody votes')
  const casts = [
    ...Array.from({ length: CASTS_AT_ONCE }, () => first),
    // In their midst, so that a close meets both.
    ...others,
  ].map((voter, n) => ({
    voter,
    at: (n * 7) % (CASTS_AT_ONCE + others.length),
    choice: kind.choiceOf(n, voters),
  }))
  casts.sort((a, b) => a.at - b.at)
  const settled = await Promise.allSettled(
    casts.map(({ voter, choice }) => kind.cast(platform.ctx(voter), vote, choice)),
  )
  return settled.map((answer, n) => {
    const { voter, choice } = oneRow(casts.slice(n, n + 1))
    return { voter, choice, settled: answer }
  })
}

/** The receipts that a voter was answered with, in no order, and what each was for. */
const receiptsOf = (answers: Answers, userId: string) =>
  answers.flatMap(({ voter, choice, settled }) =>
    voter.userId === userId && settled.status === 'fulfilled' ? [{ ...settled.value, choice }] : [],
  )

/** What must hold of every closed vote. Returns the ballots that are in. */
async function expectWhole(vote: Vote, voters: readonly UserActor[], answers: Answers): Promise<BallotRow[]> {
  for (const { settled } of answers)
    if (settled.status === 'rejected') expect(settled.reason).toMatchObject({ code: 'CONFLICT' })
  const cast = await platform.db.select().from(ballots).where(eq(ballots.voteId, vote.voteId))
  for (const { userId } of voters) {
    const receipts = receiptsOf(answers, userId)
    const own = cast.filter((ballot) => ballot.userId === userId)
    expect(own).toHaveLength(receipts.length > 0 ? 1 : 0)
    expect(receipts.filter(({ changed }) => !changed)).toHaveLength(own.length)
    for (const { receipt, choice, castAt, changedAt } of own) {
      expect(choice).toEqual(receipts.find((answered) => answered.receipt === receipt)?.choice)
      expect((changedAt ?? castAt).getTime()).toBeLessThan(vote.closesAt.getTime())
    }
  }
  return cast
}

async function race<P extends { voteId: string }>(kind: Kind<P>): Promise<void> {
  const { region, voters } = await makeDemocracy(platform, VOTERS - 1)
  const pattern = await kind.pattern(region, voters)
  const ballotsIn = new Map<string, number>()
  let closeAfterMs = 100
  let raced = 0
  // A race that nobody runs proves nothing: it goes on until a close has fallen among the casts.
  for (let run = 0; run < RUNS || (raced === 0 && run < 10 * RUNS); run++) {
    const tenths = run % 10
    const incumbents = await holdersOf(platform, region, 'governor')
    const vote = await kind.openAgain(pattern, tenths === 0 ? LATER_MS : closeAfterMs * (0.5 + tenths / 10))
    const closed = async () => {
      while (!(await kind.close(vote))) continue
    }
    const [answers] = await Promise.all([castAll(kind, vote, voters), tenths === 0 ? undefined : closed()])
    const refused = answers.filter(({ settled }) => settled.status === 'rejected').length
    if (tenths === 0) {
      expect(refused).toBe(0)
      platform.clock.advance(LATER_MS)
      await closed()
    } else if (refused === 0) closeAfterMs /= 1.2
    else if (refused === answers.length) closeAfterMs *= 1.2
    else raced += 1
    const cast = await expectWhole(await kind.read(vote.id), voters, answers)
    await kind.expectRecount(vote, cast, incumbents)
    for (const { userId } of cast) ballotsIn.set(userId, (ballotsIn.get(userId) ?? 0) + 1)
  }
  expect(raced).toBeGreaterThan(0)
  await sweepRewards(platform.ctx())
  const members = await platform.db.select().from(memberships).where(eq(memberships.regionId, region.id))
  for (const { userId, reputation } of members)
    expect(reputation).toBe(addReputation(0, (ballotsIn.get(userId) ?? 0) * REPUTATION_PER_VOTE))
}

describe('concurrent casting', () => {
  it(
    `leaves one ballot of ${CASTS_AT_ONCE} of one voter and a tally equal to a recount, whenever the close comes`,
    () => race(motions),
    3_600_000,
  )

  it(
    `leaves one ranking of ${CASTS_AT_ONCE} of one voter and results equal to a recount, whenever the close comes`,
    () => race(contests),
    3_600_000,
  )

  it('makes the close wait for an uncommitted ballot, and count it', async () => {
    const { region, owner } = await makeDemocracy(platform, 0)
    const { id } = await motions.openAgain(await proposedBy(owner, region), LATER_MS)
    const cast = gate()
    const mayCommit = gate()
    const casting = transact(platform.ctx(owner), async (tx) => {
      await castVote(tx, { policyId: id, choice: 'yes' })
      cast.open()
      await mayCommit.opened
    })
    await cast.opened
    platform.clock.advance(LATER_MS)
    const closing = closePolicy(platform.ctx(), { policyId: id })
    await expect.poll(() => locksAwaited(platform)).toBe(1)
    mayCommit.open()
    await casting
    expect(await closing).toBe(true)
    expect((await voteOf(platform, await policyOf(id))).tally).toMatchObject({ turnout: 1, yesBallots: 1 })
  })

  it('refuses a ballot sent in time that gets the lock after the close', async () => {
    const { region, owner } = await makeDemocracy(platform, 0)
    const { id, voteId } = await motions.openAgain(await proposedBy(owner, region), LATER_MS)
    const now = () => platform.clock.now(platform.db)
    const locked = gate()
    const isWaiting = gate()
    const holding = platform.db.transaction(async (tx) => {
      await tx.select().from(votes).where(eq(votes.id, voteId)).for('update')
      locked.open()
      await isWaiting.opened
      const closesAt = new Date((await now()).getTime() + 50)
      await tx.update(votes).set({ closesAt }).where(eq(votes.id, voteId))
      await expect.poll(async () => (await now()) >= closesAt).toBe(true)
    })
    await locked.opened
    const casting = castVote(platform.ctx(owner), { policyId: id, choice: 'yes' })
    const refusal = expect(casting).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect.poll(() => locksAwaited(platform)).toBe(1)
    isWaiting.open()
    await holding
    await refusal
  })
})
