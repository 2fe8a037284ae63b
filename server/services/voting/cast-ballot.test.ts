import { and, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { memberships } from '#db/schema/platform/membership.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { policies } from '#db/schema/platform/policies.ts'
import { ballots } from '#db/schema/platform/voting.ts'
import { type LiveEvent } from '#server/events/event-bus.ts'
import { addReputation, REPUTATION_MAX, REPUTATION_PER_VOTE } from '#server/domain/membership/reputation.ts'
import { VOTING_DAYS } from '#server/domain/voting/schedule.ts'
import { votingPower } from '#server/domain/membership/voting-power.ts'
import { makeDemocracy } from '#server/testing/make-democracy.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { shownBallots } from '#server/testing/shown-ballots.ts'
import { standingIn } from '#server/testing/standing-in.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { transact } from '../context.ts'
import { oneRow } from '../one-row.ts'
import { withReadCache } from '../once-per-request.ts'
import { castVote } from '../policies/cast-vote.ts'
import { closePolicy } from '../policies/close-policy.ts'
import { getStanding } from '../regions/require-region.ts'
import { rewardVoters } from './reward-voters.ts'
import { sweepRewards } from './sweep-rewards.ts'

const platform = useTestPlatform()

async function makeVote(citizens: number) {
  const made = await makeDemocracy(platform, citizens)
  const { id: policyId } = await platform.api(made.owner).policies.propose({
    region: made.region.name,
    policyType: 'tax_rate',
    title: 'Another tax',
    proposedChanges: { taxRate: 0.15 },
  })
  return { ...made, policyId }
}

describe('a ballot', () => {
  it('is rewarded once, at the close, by the rule of reputation', async () => {
    const scores = [0, 14, 15, 500, 979, REPUTATION_MAX - 3, REPUTATION_MAX]
    const { region, voters, policyId } = await makeVote(scores.length - 1)
    for (const [n, score] of scores.entries()) {
      const voter = voters[n]
      if (!voter) throw new Error('no voter')
      const own = and(eq(memberships.regionId, region.id), eq(memberships.userId, voter.userId))
      await platform.db
        .update(memberships)
        .set({ reputation: score, votingPower: votingPower(score) })
        .where(own)
      await castVote(platform.ctx(voter), { policyId, choice: 'yes' })
      await castVote(platform.ctx(voter), { policyId, choice: 'no' })
      expect(await standingIn(platform, region, voter)).toMatchObject({ reputation: score })
    }
    platform.clock.advance(VOTING_DAYS.default * 86_400_000)
    expect(await closePolicy(platform.ctx(), { policyId })).toBe(true)
    const { voteId } = oneRow(await platform.db.select().from(policies).where(eq(policies.id, policyId)))
    const system = platform.ctx({ kind: 'system', job: 'test' })
    expect(await Promise.all([rewardVoters(system, { voteId }), rewardVoters(system, { voteId })])).toEqual(
      expect.arrayContaining([scores.length, null]),
    )
    for (const again of [() => platform.runOutbox(), () => sweepRewards(system)]) {
      await again()
      for (const [n, score] of scores.entries()) {
        const reputation = addReputation(score, REPUTATION_PER_VOTE)
        const standing = await standingIn(platform, region, voters[n])
        expect(standing).toEqual({ reputation, votingPower: votingPower(reputation) })
      }
    }
  })

  it('is rewarded by the job of its close, or by the sweep if that is lost', async () => {
    for (const grant of [() => platform.runOutbox(), () => sweepRewards(platform.ctx())]) {
      const { region, owner, voters, policyId } = await makeVote(1)
      await castVote(platform.ctx(owner), { policyId, choice: 'yes' })
      await sweepRewards(platform.ctx())
      platform.clock.advance(VOTING_DAYS.default * 86_400_000)
      await closePolicy(platform.ctx(), { policyId })
      expect(await standingIn(platform, region, owner)).toMatchObject({ reputation: 0 })
      await grant()
      expect(await standingIn(platform, region, owner)).toMatchObject({ reputation: REPUTATION_PER_VOTE })
      expect(await standingIn(platform, region, voters[1])).toMatchObject({ reputation: 0 })
    }
  })

  it('does not reveal its voter while the vote is open, in any list', async () => {
    const { region, voters, policyId } = await makeVote(2)
    const [voter, other] = voters
    if (!voter || !other) throw new Error('no voters')
    const admin = await makeUser(platform, { role: 'admin' })
    const whatTheyRead = async () => ({
      members: await platform.api(other).regions.members({ region: region.name }),
      audit: await platform.api(admin).operations.audit({ region: region.name }),
    })
    const before = await whatTheyRead()
    await castVote(platform.ctx(voter), { policyId, choice: 'yes' })
    await castVote(platform.ctx(voter), { policyId, choice: 'no' })
    await platform.api(voter).policies.cast({ policyId: policyId.toUpperCase(), choice: 'yes' })
    expect(await whatTheyRead()).toEqual(before)
    expect(await shownBallots(platform, policyId)).toEqual([])
    await castVote(platform.ctx(other), { policyId, choice: 'no' })
    platform.clock.advance(VOTING_DAYS.default * 86_400_000)
    await closePolicy(platform.ctx(), { policyId })
    expect((await shownBallots(platform, policyId)).map(({ actor }) => actor)).toEqual([
      other.callsign,
      voter.callsign,
      voter.callsign,
      voter.callsign,
    ])
  })

  it('is written with audit rows that do not contain its choice', async () => {
    const { region, owner, policyId } = await makeVote(1)
    const first = await castVote(platform.ctx(owner), { policyId, choice: 'yes' })
    const second = await castVote(platform.ctx(owner), { policyId, choice: 'no' })
    expect([first.changed, second.changed]).toEqual([false, true])
    const rows = await platform.db
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.subjectId, policyId), eq(auditLog.subjectType, 'policy')))
      .orderBy(auditLog.id)
    const row = { actorId: owner.userId, actorKind: 'user', regionId: region.id, detail: {} }
    expect(rows.slice(1)).toMatchObject([
      { ...row, action: 'policy.ballot-cast', at: new Date(first.castAt) },
      { ...row, action: 'policy.ballot-changed', at: new Date(second.castAt) },
    ])
    expect(await platform.db.select().from(ballots).where(eq(ballots.receipt, second.receipt))).toMatchObject(
      [{ choice: ['no'], castAt: new Date(first.castAt), changedAt: new Date(second.castAt) }],
    )
  })

  it('is part of the surrounding transaction', async () => {
    const { owner, policyId } = await makeVote(1)
    const undone = transact(platform.ctx(owner), async (tx) => {
      await castVote(tx, { policyId, choice: 'yes' })
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    expect(await castVote(platform.ctx(owner), { policyId, choice: 'no' })).toMatchObject({ changed: false })
  })

  it('clears reads cached for the page', async () => {
    const { region, voters, policyId } = await makeVote(1)
    const ctx = withReadCache(platform.ctx(voters[1]))
    const before = await getStanding(ctx, region)
    expect(await getStanding(ctx, region)).toBe(before)
    await castVote(ctx, { policyId, choice: 'yes' })
    expect(await getStanding(ctx, region)).not.toBe(before)
  })
})

describe('the turnout', () => {
  it('is published at once, then in batches, and delays nobody', async () => {
    const { region, voters, policyId } = await makeVote(5)
    const told: LiveEvent[] = []
    const tell = async (events: LiveEvent[]) => void told.push(...events)
    const bus = { ...platform.ctx().events, publishAfterCommit: tell }
    for (const voter of voters) {
      await castVote({ ...platform.ctx(voter), events: bus }, { policyId, choice: 'yes' })
    }
    const event = { audience: { kind: 'region', regionId: region.id }, topic: 'policy', id: policyId }
    await expect.poll(() => told.length).toBeGreaterThan(1)
    expect(told.length).toBeLessThan(voters.length)
    expect(told[0]).toEqual(event)
  })

  it('that cannot be published does not affect the ballot or its receipt', async () => {
    const { owner, policyId } = await makeVote(1)
    const warned: unknown[] = []
    const ctx = platform.ctx(owner)
    const bus = { ...ctx.events, publishInTransaction: () => Promise.reject(new Error('not now')) }
    const log = Object.assign(ctx.log.child({}), { warn: (about: unknown) => void warned.push(about) })
    const { receipt } = await castVote({ ...ctx, events: bus, log }, { policyId, choice: 'yes' })
    expect(await platform.db.select().from(ballots).where(eq(ballots.receipt, receipt))).toHaveLength(1)
    await expect.poll(() => warned).toMatchObject([{ topic: 'policy', id: policyId }])
  })
})
