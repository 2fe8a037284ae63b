import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { elections, recalls } from '#db/schema/platform/elections.ts'
import { notifications } from '#db/schema/platform/identity.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { policies } from '#db/schema/platform/policies.ts'
import { recallPath } from '#server/domain/regions/paths.ts'
import { type RegionStatus } from '#server/domain/regions/region-status.ts'
import { makeDemocracy } from '#server/testing/make-democracy.ts'
import { makeMember } from '#server/testing/make-region.ts'
import { makeOfficeHolder } from '#server/testing/make-office-holder.ts'
import { voteOf } from '#server/testing/make-vote.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { transact } from '../context.ts'
import { closeElection } from '../elections/close-election.ts'
import { closeRecall } from '../elections/close-recall.ts'
import { openVoting } from '../elections/open-voting.ts'
import { scheduleOf } from '../elections/queries.ts'
import { sweepElections } from '../elections/sweep-elections.ts'
import { closePolicy } from '../policies/close-policy.ts'
import { sweepPolicies } from '../policies/sweep-policies.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { requireLockedRegion } from '../regions/require-locked-region.ts'
import { setRegionStatus } from './set-region-status.ts'

const platform = useTestPlatform()
const DAY_MS = 86_400_000
const system = () => platform.ctx({ kind: 'system', job: 'test' })
const pass = (days: number) => platform.clock.advance(days * DAY_MS)
const become = ({ id }: RegionRow, status: RegionStatus) =>
  transact(system(), async (tx) => setRegionStatus(tx, await requireLockedRegion(tx, id), status))
const sweep = async () => {
  await sweepPolicies(system())
  await sweepElections(system())
}
const toldKinds = async (userId: string) => {
  await platform.runOutbox()
  const rows = await platform.db.select().from(notifications).where(eq(notifications.userId, userId))
  return rows.map(({ kind }) => kind)
}
const daysLater = (before: Date, after: Date | string) =>
  (new Date(after).getTime() - before.getTime()) / DAY_MS

/** A democracy of four whose governor has been in office for ten days, with a proposal of three days. */
async function makeGovernment() {
  const made = await makeDemocracy(platform, 2)
  const governor = await makeMember(platform, made.region)
  await makeOfficeHolder(platform, made.region, 'governor', governor, 90)
  pass(10)
  const policy = await platform.api(made.owner).policies.propose({
    region: made.region.name,
    policyType: 'tax_rate',
    title: 'Another tax',
    proposedChanges: { taxRate: 0.15 },
    votingDurationDays: 3,
  })
  return { ...made, governor, policyId: policy.id, closesAt: new Date(policy.votingClosesAt) }
}
const policyRow = async (policyId: string) => {
  const [row] = await platform.db.select().from(policies).where(eq(policies.id, policyId))
  if (!row) throw new Error('no policy')
  return { ...row, votingClosesAt: (await voteOf(platform, row)).closesAt }
}

describe('a region that is closed while votes are under way', () => {
  it('counts nothing, and extends a vote on a policy once it reopens', async () => {
    const { region, voters, owner, policyId, closesAt } = await makeGovernment()
    const [one] = voters.slice(1)
    pass(1)
    await become(region, 'suspended')
    pass(10)
    expect(await closePolicy(system(), { policyId })).toBe(false)
    await sweep()
    await expect(platform.api(owner).policies.cast({ policyId, choice: 'yes' })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    await become(region, 'evacuating')
    pass(10)
    await become(region, 'active')
    await sweep()

    const row = await policyRow(policyId)
    expect(row.status).toBe('voting')
    expect(daysLater(closesAt, row.votingClosesAt)).toBeCloseTo(20, 3)
    for (const voter of voters) await platform.api(voter).policies.cast({ policyId, choice: 'yes' })
    pass(2)
    await sweep()
    expect((await policyRow(policyId)).status).toBe('implemented')
    expect(await toldKinds(one?.userId ?? '')).toContain('policy.resumed')
    const audits = await platform.db.select().from(auditLog).where(eq(auditLog.subjectId, policyId))
    expect(audits.map(({ action }) => action)).toContain('policy.resumed')
  })

  it('notifies voters each time it reopens, and nobody while closed', async () => {
    const { region, governor, voters, policyId, closesAt } = await makeGovernment()
    const [, ada, ben] = voters
    if (!ada || !ben) throw new Error('no citizens')
    const { id: electionId } = await platform.api(governor).elections.open({
      region: region.name,
      position: 'ambassador',
      nominationDays: 3,
      votingDurationDays: 7,
    })
    const { recallId } = await platform.api(ada).elections.startRecall({
      region: region.name,
      position: 'governor',
      holderId: governor.userId,
      reason: 'The books are closed.',
    })
    const news = async () => {
      const told = (await toldKinds(ben.userId)).filter((kind) => kind.endsWith('.resumed'))
      const audits = await platform.db.select().from(auditLog).where(eq(auditLog.regionId, region.id))
      const written = audits.filter(({ action }) => action.endsWith('.resumed'))
      return { told: told.sort(), written: written.map(({ action }) => action).sort() }
    }
    const one = ['election.resumed', 'policy.resumed', 'recall.resumed']
    const two = one.flatMap((kind) => [kind, kind])
    pass(1)
    await become(region, 'suspended')
    pass(16)
    await become(region, 'evacuating')
    expect(await news()).toEqual({ told: [], written: [] })
    pass(1)
    await become(region, 'active')
    expect(await news()).toEqual({ told: one, written: one })
    expect(daysLater(closesAt, (await policyRow(policyId)).votingClosesAt)).toBeCloseTo(17, 3)

    pass(1)
    await become(region, 'suspended')
    pass(16)
    await become(region, 'evacuating')
    pass(1)
    expect(await news()).toEqual({ told: one, written: one })
    await become(region, 'grace')
    expect(await news()).toEqual({ told: two, written: two })

    // Nominations were told of twice; the vote that they lead to is another matter of the same page.
    await platform.api(ada).elections.nominate({ electionId, platform: 'At last' })
    pass(1.5)
    await openVoting(system(), { electionId })
    await become(region, 'suspended')
    pass(1)
    await become(region, 'active')
    const { told } = await news()
    expect(told.filter((kind) => kind === 'election.resumed')).toHaveLength(3)
    const notices = await platform.db.select().from(notifications).where(eq(notifications.userId, ben.userId))
    const resumed = notices.filter(({ kind }) => kind === 'recall.resumed')
    expect(new Set(resumed.map(({ href }) => href?.split('#')[0]))).toEqual(
      new Set([recallPath(region.name, recallId)]),
    )
  })

  it('does not change votes that had already ended', async () => {
    const { region, policyId, closesAt } = await makeGovernment()
    pass(3)
    await become(region, 'suspended')
    pass(5)
    await become(region, 'active')
    expect((await policyRow(policyId)).votingClosesAt).toEqual(closesAt)
    await sweep()
    expect((await policyRow(policyId)).status).toBe('rejected')
  })

  it('shows open votes as paused, and ended ones as not', async () => {
    const { region, governor, voters, owner, policyId } = await makeGovernment()
    const [, ada, ben] = voters
    if (!ada || !ben) throw new Error('no citizens')
    const api = platform.api(ada)
    const { id: electionId } = await platform.api(governor).elections.open({
      region: region.name,
      position: 'ambassador',
      nominationDays: 5,
      votingDurationDays: 7,
    })
    const { recallId } = await api.elections.startRecall({
      region: region.name,
      position: 'governor',
      holderId: governor.userId,
      reason: 'The books are closed.',
    })
    const seen = async () => {
      const policy = await api.policies.get({ policyId })
      const election = await api.elections.get({ electionId })
      const recall = await api.elections.recall({ recallId })
      const mine = await api.policies.myVotes({ region: region.name, show: 'open' })
      return {
        paused: [policy.isPaused, election.isPaused, recall.isPaused],
        canVote: [policy.canVote, election.canVote, recall.canVote],
        open: mine.items.map(({ subject }) => subject).toSorted(),
      }
    }
    const none = [false, false, false]
    expect(await seen()).toEqual({ paused: none, canVote: [true, false, false], open: ['policy'] })
    await become(region, 'suspended')
    // The close that the vote had is past by now, and its clock has stood still.
    pass(20)
    expect(await seen()).toEqual({ paused: [true, true, true], canVote: none, open: ['policy'] })
    await become(region, 'active')
    expect((await seen()).paused).toEqual(none)
    await platform.api(ben).elections.signRecall({ recallId })
    await platform.api(owner).elections.nominate({ electionId, platform: 'At last' })
    pass(5)
    await openVoting(system(), { electionId })
    await become(region, 'suspended')
    // Three days of voting on the policy were over before.
    expect(await seen()).toEqual({
      paused: [false, true, true],
      canVote: none,
      open: ['election', 'recall'],
    })
  })

  it('loses no time in grace, which counts as open', async () => {
    const { region, policyId, closesAt } = await makeGovernment()
    await become(region, 'grace')
    pass(1)
    await become(region, 'active')
    expect((await policyRow(policyId)).votingClosesAt).toEqual(closesAt)
  })

  it('extends nominations and the vote of an election', async () => {
    const { region, governor, voters, owner } = await makeGovernment()
    const { id: electionId } = await platform.api(governor).elections.open({
      region: region.name,
      position: 'governor',
      nominationDays: 3,
      votingDurationDays: 3,
    })
    const rowOf = async () => {
      const [row] = await platform.db.select().from(elections).where(eq(elections.id, electionId))
      if (!row) throw new Error('no election')
      return {
        ...row,
        votingClosesAt:
          row.voteId === null ? scheduleOf(row).votingClosesAt : (await voteOf(platform, row)).closesAt,
      }
    }
    const called = await rowOf()
    pass(1)
    await become(region, 'suspended')
    pass(6)
    expect(await openVoting(system(), { electionId })).toBe(false)
    await become(region, 'active')
    const nominating = await rowOf()
    expect(daysLater(called.votingOpensAt, nominating.votingOpensAt)).toBeCloseTo(6, 3)
    expect(daysLater(called.votingClosesAt, nominating.votingClosesAt)).toBeCloseTo(6, 3)
    await platform.api(owner).elections.nominate({ electionId, platform: 'At last' })
    expect(await toldKinds(owner.userId)).toContain('election.resumed')

    pass(2)
    await openVoting(system(), { electionId })
    pass(1)
    await become(region, 'suspended')
    pass(4)
    expect(await closeElection(system(), { electionId })).toBe(false)
    await sweep()
    await become(region, 'active')
    const voting = await rowOf()
    expect(voting.status).toBe('active')
    expect(voting.votingOpensAt).toEqual(nominating.votingOpensAt)
    expect(daysLater(nominating.votingClosesAt, voting.votingClosesAt)).toBeCloseTo(4, 3)
    for (const voter of voters)
      await platform.api(voter).elections.cast({ electionId, candidateId: owner.userId })
    pass(2)
    expect(await closeElection(system(), { electionId })).toBe(true)
  })

  it('extends the petition and vote of a recall', async () => {
    const { region, governor, voters } = await makeGovernment()
    const [owner, ada, ben] = voters
    if (!owner || !ada || !ben) throw new Error('no citizens')
    const { recallId } = await platform.api(ada).elections.startRecall({
      region: region.name,
      position: 'governor',
      holderId: governor.userId,
      reason: 'The books are closed.',
    })
    const rowOf = async () => {
      const [row] = await platform.db.select().from(recalls).where(eq(recalls.id, recallId))
      if (!row) throw new Error('no recall')
      return row
    }
    const started = await rowOf()
    pass(1)
    await become(region, 'suspended')
    pass(15)
    expect(await closeRecall(system(), { recallId })).toBe(false)
    await become(region, 'active')
    expect(daysLater(started.petitionEndsAt, (await rowOf()).petitionEndsAt)).toBeCloseTo(15, 3)
    expect(await toldKinds(ben.userId)).toContain('recall.resumed')

    expect(await platform.api(ben).elections.signRecall({ recallId })).toMatchObject({ opened: true })
    const opened = await rowOf()
    const before = await voteOf(platform, opened)
    pass(1)
    await become(region, 'suspended')
    pass(9)
    expect(await closeRecall(system(), { recallId })).toBe(false)
    await become(region, 'active')
    const { closesAt } = await voteOf(platform, await rowOf())
    expect(daysLater(before.closesAt, closesAt)).toBeCloseTo(9, 3)
    expect((await rowOf()).petitionEndsAt).toEqual(opened.petitionEndsAt)
    for (const voter of voters) await platform.api(voter).elections.castRecall({ recallId, choice: 'yes' })
    pass(6)
    expect(await closeRecall(system(), { recallId })).toBe(true)
    expect((await rowOf()).status).toBe('recalled')
  })

  // Of the seven days in which a recall is voted on, the last tenth are the last 0.7.
  it.each([
    { when: 'two days', daysLeft: 2, longer: 0 },
    { when: 'half a day', daysLeft: 0.5, longer: 0.7 },
  ])(
    'a quorum of a recall $when before the close makes its vote $longer days longer, however long it was paused',
    async ({ daysLeft, longer }) => {
      const { region, governor, voters } = await makeGovernment()
      const [, ada, ben] = voters
      if (!ada || !ben) throw new Error('no citizens')
      const { recallId } = await platform.api(ada).elections.startRecall({
        region: region.name,
        position: 'governor',
        holderId: governor.userId,
        reason: 'The books are closed.',
      })
      const closesAt = async () => {
        const [row] = await platform.db.select().from(recalls).where(eq(recalls.id, recallId))
        return (await voteOf(platform, { voteId: row?.voteId ?? null })).closesAt
      }
      await become(region, 'suspended')
      pass(5)
      await become(region, 'active')
      await platform.api(ben).elections.signRecall({ recallId })
      const opened = await closesAt()
      pass(1)
      await become(region, 'suspended')
      pass(10)
      await become(region, 'evacuating')
      pass(10)
      await become(region, 'active')
      const resumed = await closesAt()
      expect(daysLater(opened, resumed)).toBeCloseTo(20, 3)
      pass(6 - daysLeft)
      for (const voter of voters) await platform.api(voter).elections.castRecall({ recallId, choice: 'yes' })
      pass(daysLeft)
      expect(await closeRecall(system(), { recallId })).toBe(longer === 0)
      expect(daysLater(resumed, await closesAt())).toBeCloseTo(longer, 3)
    },
  )

  it('does not extend votes of other regions', async () => {
    const [here, there] = [await makeGovernment(), await makeGovernment()]
    const before = await policyRow(there.policyId)
    await become(here.region, 'suspended')
    pass(1)
    await become(here.region, 'active')
    expect(await policyRow(there.policyId)).toEqual(before)
  })
})
