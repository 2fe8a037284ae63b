import { eq, sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { memberships } from '#db/schema/platform/membership.ts'
import { policies } from '#db/schema/platform/policies.ts'
import { ballots, rollEntries, rolls } from '#db/schema/platform/voting.ts'
import { addReputation, REPUTATION_PER_VOTE } from '#server/domain/membership/reputation.ts'
import { BALLOT_CHOICES, serializeTally, tally } from '#server/domain/policies/tally.ts'
import { makeDemocracy } from '#server/testing/make-democracy.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { transact } from '../context.ts'
import { oneRow } from '../one-row.ts'
import { castVote } from '../policies/cast-vote.ts'
import { closePolicy } from '../policies/close-policy.ts'
import { type PolicyRow } from '../policies/queries.ts'
import { type RegionRow } from '../regions/queries.ts'
import { type UserActor } from '../require-actor.ts'
import { type CastReceipt } from './cast-ballot.ts'
import { sha256 } from './sha256.ts'
import { sweepRewards } from './sweep-rewards.ts'

const platform = useTestPlatform()

/**
 * Votes of a proof; every run of the tests takes a few of them, VOTE_RACE_RUNS=1000 some minutes. All are held in one
 * region by the same citizens; each has a policy, a roll and a close of its own. In each of them one voter casts 200
 * ballots at once and nineteen others one each, and the vote is closed by its own verb and the database's clock: in every
 * tenth after the last of these casts, in the others while they come in. It then moves later when it came before all, and
 * earlier when it came after all.
 */
// eslint-disable-next-line no-restricted-syntax -- how long to prove is asked of this test alone
const RUNS = Number(process.env.VOTE_RACE_RUNS ?? 20)
const CASTS_AT_ONCE = 200
const VOTERS = 20
const LATER_MS = 3_600_000

const choiceOf = (n: number) => BALLOT_CHOICES[n % 3] ?? 'yes'

async function proposedBy(owner: UserActor, region: RegionRow): Promise<PolicyRow> {
  const { id } = await platform.api(owner).policies.propose({
    region: region.name,
    policyType: 'tax_rate',
    title: 'Another tax',
    proposedChanges: { taxRate: 0.15 },
  })
  return policyOf(id)
}

const policyOf = async (id: string): Promise<PolicyRow> =>
  oneRow(await platform.db.select().from(policies).where(eq(policies.id, id)))

/** The same vote once more: a roll of the same voters and a policy that closes in `ms`. A late quorum must not move the close. */
async function openAgain(pattern: PolicyRow, ms: number): Promise<PolicyRow> {
  const { id: _id, ...roll } = oneRow(
    await platform.db.select().from(rolls).where(eq(rolls.id, pattern.rollId)),
  )
  const { rollId } = oneRow(await platform.db.insert(rolls).values(roll).returning({ rollId: rolls.id }))
  await platform.db.execute(sql`insert into ${rollEntries} (roll_id, user_id, weight, reason)
    select ${rollId}, user_id, weight, reason from ${rollEntries} where roll_id = ${pattern.rollId}`)
  const now = await platform.clock.now(platform.db)
  const { id: _policy, ...policy } = pattern
  return oneRow(
    await platform.db
      .insert(policies)
      .values({ ...policy, rollId, extendedAt: now, votingClosesAt: new Date(now.getTime() + ms) })
      .returning(),
  )
}

/** Something that is waited for until it is opened. */
function gate() {
  let open = () => {}
  const opened = new Promise<void>((resolve) => (open = resolve))
  return { opened, open }
}

/** Transactions of this test that wait for the lock of a row. */
async function waitingForARow(): Promise<number> {
  const { rows } = await platform.db.execute<{ waiting: number }>(
    sql`select count(*)::int as waiting from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock'`,
  )
  return oneRow(rows).waiting
}

type Answers = { voter: UserActor; choice: string; settled: PromiseSettledResult<CastReceipt> }[]

async function castAll(policyId: string, voters: readonly UserActor[]): Promise<Answers> {
  const [first, ...others] = voters
  if (!first) throw new Error('nobody votes')
  const casts = [
    ...Array.from({ length: CASTS_AT_ONCE }, () => first),
    // In their midst, so that a close meets both.
    ...others,
  ].map((voter, n) => ({ voter, at: (n * 7) % (CASTS_AT_ONCE + others.length), choice: choiceOf(n) }))
  casts.sort((a, b) => a.at - b.at)
  const settled = await Promise.allSettled(
    casts.map(({ voter, choice }) => castVote(platform.ctx(voter), { policyId, choice })),
  )
  return settled.map((answer, n) => {
    const { voter, choice } = oneRow(casts.slice(n, n + 1))
    return { voter, choice, settled: answer }
  })
}

async function closed(policyId: string): Promise<void> {
  while (!(await closePolicy(platform.ctx(), { policyId }))) continue
}

/** The receipts that a voter was answered with, in no order, and what each was for. */
const receiptsOf = (answers: Answers, userId: string) =>
  answers.flatMap(({ voter, choice, settled }) =>
    voter.userId === userId && settled.status === 'fulfilled' ? [{ ...settled.value, choice }] : [],
  )

/** What must hold of every closed vote. Returns the voters whose ballot is in. */
async function expectWhole(policyId: string, voters: readonly UserActor[], answers: Answers) {
  const policy = await policyOf(policyId)
  for (const { settled } of answers)
    if (settled.status === 'rejected') expect(settled.reason).toMatchObject({ code: 'CONFLICT' })
  const cast = await platform.db.select().from(ballots).where(eq(ballots.rollId, policy.rollId))
  for (const { userId } of voters) {
    const receipts = receiptsOf(answers, userId)
    const own = cast.filter((ballot) => ballot.userId === userId)
    expect(own).toHaveLength(receipts.length > 0 ? 1 : 0)
    expect(receipts.filter(({ changed }) => !changed)).toHaveLength(own.length)
    for (const { receipt, choice, castAt, changedAt } of own) {
      expect(choice).toEqual([receipts.find((answered) => answered.receipt === receipt)?.choice])
      expect((changedAt ?? castAt).getTime()).toBeLessThan(policy.votingClosesAt.getTime())
    }
  }
  const entries = await platform.db.select().from(rollEntries).where(eq(rollEntries.rollId, policy.rollId))
  const recount = tally({
    ...policy,
    roll: entries.map(({ userId, weight }) => ({ playerId: userId, weight })),
    ballots: cast.map(({ userId, choice }) => ({
      voterId: userId,
      choice: BALLOT_CHOICES.find((word) => word === choice[0]) ?? 'abstain',
    })),
  })
  expect(policy.tally).toEqual(recount)
  expect(policy.tallyHash).toBe(sha256(serializeTally(recount)))
  return cast.map(({ userId }) => userId)
}

describe('casting at once', () => {
  it(`leaves one ballot of ${CASTS_AT_ONCE} of one voter and a tally equal to a recount, whenever the close comes`, async () => {
    const { region, owner, voters } = await makeDemocracy(platform, VOTERS - 1)
    const pattern = await proposedBy(owner, region)
    const ballotsIn = new Map<string, number>()
    let closeAfterMs = 100
    let raced = 0
    for (let run = 0; run < RUNS; run++) {
      const tenths = run % 10
      const { id } = await openAgain(pattern, tenths === 0 ? LATER_MS : closeAfterMs * (0.5 + tenths / 10))
      const [answers] = await Promise.all([castAll(id, voters), tenths === 0 ? undefined : closed(id)])
      const refused = answers.filter(({ settled }) => settled.status === 'rejected').length
      if (tenths === 0) {
        expect(refused).toBe(0)
        platform.clock.advance(LATER_MS)
        await closed(id)
      } else if (refused === 0) closeAfterMs /= 1.2
      else if (refused === answers.length) closeAfterMs *= 1.2
      else raced += 1
      for (const userId of await expectWhole(id, voters, answers))
        ballotsIn.set(userId, (ballotsIn.get(userId) ?? 0) + 1)
    }
    // A race that nobody runs proves nothing.
    expect(raced).toBeGreaterThan(0)
    await sweepRewards(platform.ctx())
    const members = await platform.db.select().from(memberships).where(eq(memberships.regionId, region.id))
    for (const { userId, reputation } of members)
      expect(reputation).toBe(addReputation(0, (ballotsIn.get(userId) ?? 0) * REPUTATION_PER_VOTE))
  }, 3_600_000)

  it('has the close wait for a ballot that is not in yet, and count it', async () => {
    const { region, owner } = await makeDemocracy(platform, 0)
    const { id } = await openAgain(await proposedBy(owner, region), LATER_MS)
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
    await expect.poll(waitingForARow).toBe(1)
    mayCommit.open()
    await casting
    expect(await closing).toBe(true)
    expect((await policyOf(id)).tally).toMatchObject({ turnout: 1, yesBallots: 1 })
  })

  it('refuses a ballot that asked in time and got the lock after the close', async () => {
    const { region, owner } = await makeDemocracy(platform, 0)
    const { id } = await openAgain(await proposedBy(owner, region), LATER_MS)
    const now = () => platform.clock.now(platform.db)
    const locked = gate()
    const isWaiting = gate()
    const holding = platform.db.transaction(async (tx) => {
      await tx.select().from(policies).where(eq(policies.id, id)).for('update')
      locked.open()
      await isWaiting.opened
      const closesAt = new Date((await now()).getTime() + 50)
      await tx.update(policies).set({ votingClosesAt: closesAt }).where(eq(policies.id, id))
      await expect.poll(async () => (await now()) >= closesAt).toBe(true)
    })
    await locked.opened
    const casting = castVote(platform.ctx(owner), { policyId: id, choice: 'yes' })
    const refusal = expect(casting).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect.poll(waitingForARow).toBe(1)
    isWaiting.open()
    await holding
    await refusal
  })
})
