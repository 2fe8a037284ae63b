import { and, eq, isNull } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { notifications } from '#db/schema/platform/identity.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { elections } from '#db/schema/platform/elections.ts'
import { policies } from '#db/schema/platform/policies.ts'
import { ballots, delegations } from '#db/schema/platform/voting.ts'
import { type BallotChoice } from '#server/domain/voting/tally.ts'
import { makeMember, makeRegion } from '#server/testing/make-region.ts'
import { makeOfficeHolder } from '#server/testing/make-office-holder.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { voteOf } from '#server/testing/make-vote.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { writtenActions } from '#server/testing/written-actions.ts'
import { closeElection } from '../elections/close-election.ts'
import { openVoting } from '../elections/open-voting.ts'
import { closePolicy } from '../policies/close-policy.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { type UserActor } from '../require-actor.ts'

const platform = useTestPlatform()
const DAY = 86_400_000

const delegate = (from: UserActor, to: UserActor, region: RegionRow) =>
  platform.api(from).voting.delegate({ region: region.name, callsign: to.callsign })
const takeBack = (from: UserActor, region: RegionRow) =>
  platform.api(from).voting.takeBack({ region: region.name })
const cast = (voter: UserActor, policyId: string, choice: BallotChoice = 'yes') =>
  platform.api(voter).policies.cast({ policyId, choice })
const inForce = (region: RegionRow) =>
  platform.db
    .select()
    .from(delegations)
    .where(and(eq(delegations.regionId, region.id), isNull(delegations.endedAt)))

/** A democracy with four citizens besides its owner, whose weights tell them apart. */
async function democracy() {
  const made = await makeRegion(platform, { governanceType: 'democracy', settings: { quorumBp: 6000 } })
  const citizen = (reputation: number) => makeMember(platform, made.region, { reputation })
  const [ann, bob, cai, dee] = [await citizen(20), await citizen(40), await citizen(80), await citizen(160)]
  return { ...made, ann, bob, cai, dee }
}
const proposeTax = async (proposer: UserActor, region: RegionRow) => {
  const { id } = await platform.api(proposer).policies.propose({
    region: region.name,
    policyType: 'tax_rate',
    title: 'Another tax',
    proposedChanges: { taxRate: 0.15 },
    votingDurationDays: 3,
  })
  return id
}
async function closeAfter(days: number, policyId: string) {
  platform.clock.advance(days * DAY)
  await closePolicy(platform.ctx({ kind: 'system', job: 'test' }), { policyId })
  const [row] = await platform.db.select().from(policies).where(eq(policies.id, policyId))
  if (!row) throw new Error('no policy')
  return row
}

describe('delegating', () => {
  it('is written, audited, and notifies the delegate', async () => {
    const { region, ann, bob } = await democracy()
    expect(await delegate(ann, bob, region)).toMatchObject({ delegateId: bob.userId })
    expect(await inForce(region)).toMatchObject([{ delegatorId: ann.userId, delegateId: bob.userId }])
    const audits = await platform.db.select().from(auditLog).where(eq(auditLog.regionId, region.id))
    expect(audits.map(({ action }) => action)).toContain('delegation.made')
    const told = await platform.db.select().from(notifications).where(eq(notifications.userId, bob.userId))
    expect(told).toMatchObject([{ kind: 'delegation.received' }])
    await delegate(ann, bob, region)
    expect(
      await platform.db.select().from(notifications).where(eq(notifications.userId, bob.userId)),
    ).toHaveLength(1)
  })

  it('is shown exactly to both people, and in ranges to others', async () => {
    const { region, ann, bob, cai, dee } = await democracy()
    await delegate(ann, bob, region)
    await delegate(bob, cai, region)
    const seenBy = (reader: UserActor) => platform.api(reader).voting.delegations({ region: region.name })
    expect(await seenBy(ann)).toMatchObject({
      isCitizen: true,
      to: { callsign: bob.callsign },
      from: { total: 0 },
    })
    expect(await seenBy(bob)).toMatchObject({
      to: { callsign: cai.callsign },
      from: { total: 1, items: [{ callsign: ann.callsign, weight: 101 }] },
      carried: { people: 1, weight: 101 },
    })
    expect(await seenBy(cai)).toMatchObject({ to: null, carried: { people: 2, weight: 203 } })
    const seen = await seenBy(dee)
    expect(seen).toMatchObject({ to: null, from: { items: [] }, carried: { people: 0, weight: 0 } })
    expect(seen.delegates.items.map(({ band }) => band)).toEqual(['1–4', '1–4'])
    expect(JSON.stringify(seen)).not.toContain(ann.callsign)
    const paged = (page: number, fromPage: number) =>
      platform.api(bob).voting.delegations({ region: region.name, page, fromPage, pageSize: 1 })
    const [first, second] = [await paged(1, 1), await paged(2, 2)]
    expect([...first.delegates.items, ...second.delegates.items]).toEqual(seen.delegates.items)
    expect([first.from.items.length, second.from.items.length, second.from.total]).toEqual([1, 0, 1])
    const visitor = await makeMember(platform, region, { type: 'visitor' })
    expect(await seenBy(visitor)).toMatchObject({ isCitizen: false })
    const { region: quiet, owner } = await makeRegion(platform)
    expect(await platform.api(owner).voting.delegations({ region: quiet.name })).toMatchObject({
      delegates: { items: [], total: 0 },
    })
    await expect(seenBy(await makeUser(platform))).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('is refused without citizenship, to oneself, to strangers, in loops and in chains of four', async () => {
    const { region, owner, ann, bob, cai, dee } = await democracy()
    const resident = await makeMember(platform, region, { type: 'resident' })
    const why = (reason: string, code = 'CONFLICT') => ({ code, cause: { reason } })
    await expect(delegate(resident, ann, region)).rejects.toMatchObject(why('citizens-only', 'FORBIDDEN'))
    await expect(delegate(ann, ann, region)).rejects.toMatchObject(why('to-oneself'))
    await expect(delegate(ann, resident, region)).rejects.toMatchObject(why('delegate-not-a-citizen'))
    await expect(
      platform.api(ann).voting.delegate({ region: region.name, callsign: 'nobody-at-all' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(delegate(await makeUser(platform), ann, region)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await delegate(ann, bob, region)
    await expect(delegate(bob, ann, region)).rejects.toMatchObject(why('loop'))
    await delegate(bob, cai, region)
    await delegate(cai, dee, region)
    await expect(delegate(dee, owner, region)).rejects.toMatchObject(why('chain-too-long'))
  })

  it('makes no loop when two people delegate to each other concurrently', async () => {
    const { region, ann, bob, cai } = await democracy()
    for (let round = 0; round < 10; round++) {
      const results = await Promise.allSettled([
        delegate(ann, bob, region),
        delegate(bob, cai, region),
        delegate(cai, ann, region),
      ])
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'fulfilled', 'rejected'])
      expect(await inForce(region)).toHaveLength(2)
      await Promise.allSettled([ann, bob, cai].map((one) => takeBack(one, region)))
    }
  })

  it('is replaced by another, and ends once when taken back', async () => {
    const { region, ann, bob, cai } = await democracy()
    await delegate(ann, bob, region)
    await delegate(ann, cai, region)
    expect(await inForce(region)).toMatchObject([{ delegateId: cai.userId }])
    await takeBack(ann, region)
    expect(await inForce(region)).toEqual([])
    await expect(takeBack(ann, region)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await writtenActions(platform, ann)).toContain('delegation.taken-back')
  })

  it('ends when either side gives up citizenship, is audited, and notifies whose vote returns', async () => {
    const { region, ann, bob, cai, dee } = await democracy()
    await delegate(ann, bob, region)
    await delegate(bob, cai, region)
    await delegate(dee, cai, region)
    await platform.api(bob).membership.leave({ region: region.name })
    expect(await inForce(region)).toMatchObject([{ delegatorId: dee.userId }])
    const audits = await platform.db
      .select({ delegate: auditLog.subjectId, actor: auditLog.actorId, detail: auditLog.detail })
      .from(auditLog)
      .where(and(eq(auditLog.regionId, region.id), eq(auditLog.action, 'delegation.ended')))
    const reason = 'left the region'
    expect(audits).toHaveLength(2)
    expect(audits).toEqual(
      expect.arrayContaining([
        { delegate: bob.userId, actor: bob.userId, detail: { delegatorId: ann.userId, reason } },
        { delegate: cai.userId, actor: bob.userId, detail: { delegatorId: bob.userId, reason } },
      ]),
    )
    const told = await platform.db
      .select({ userId: notifications.userId })
      .from(notifications)
      .where(and(eq(notifications.regionId, region.id), eq(notifications.kind, 'delegation.ended')))
    expect(told).toEqual([{ userId: ann.userId }])
  })
})

describe('delegated votes', () => {
  it('count through the first in the chain who voted; one’s own ballot always wins', async () => {
    const { region, owner, ann, bob, cai, dee } = await democracy()
    await delegate(ann, bob, region)
    await delegate(bob, cai, region)
    await delegate(dee, cai, region)
    const policyId = await proposeTax(owner, region)
    await cast(cai, policyId, 'yes')
    await cast(dee, policyId, 'no')
    const open = await platform.api(ann).policies.get({ policyId })
    expect(open.turnout).toBe(2)

    const row = await closeAfter(3, policyId)
    expect((await voteOf(platform, row)).tally).toMatchObject({
      turnout: 4,
      yesWeight: 101 + 102 + 104,
      yesBallots: 3,
      noWeight: 108,
      noBallots: 1,
      passed: true,
    })
    const stored = await platform.db.select().from(ballots).where(eq(ballots.voteId, row.voteId))
    expect(stored.find(({ userId }) => userId === cai.userId)).toMatchObject({
      weight: 104,
      delegatedWeight: 203,
      represents: 3,
    })
    await takeBack(ann, region)
    const closed = await platform.api(ann).policies.get({ policyId })
    expect(closed).toMatchObject({ turnout: 4, votesFor: 307, ballots: { yes: 3 } })
  })

  it('are those at the close, however late the count', async () => {
    const { region, owner, ann, bob, cai, dee } = await democracy()
    await delegate(ann, cai, region)
    const policyId = await proposeTax(owner, region)
    await cast(cai, policyId)
    platform.clock.advance(3 * DAY + 1000)
    await takeBack(ann, region)
    await delegate(dee, cai, region)
    await delegate(bob, cai, region)
    const row = await closeAfter(0, policyId)
    expect((await voteOf(platform, row)).tally).toMatchObject({ turnout: 2, yesWeight: 205 })
  })

  it('do not apply to a council’s vote', async () => {
    const { region } = await makeRegion(platform, { governanceType: 'council' })
    const [one, other] = [await makeMember(platform, region), await makeMember(platform, region)]
    for (const councillor of [one, other])
      await makeOfficeHolder(platform, region, 'council_member', councillor)
    await delegate(one, other, region)
    const policyId = await proposeTax(other, region)
    await cast(other, policyId)
    const row = await closeAfter(3, policyId)
    expect((await voteOf(platform, row)).tally).toMatchObject({
      turnout: 1,
      yesWeight: 100,
      outcome: 'quorum-not-met',
    })
  })

  it('apply to elections', async () => {
    const { region, owner, ann, bob, cai } = await democracy()
    await delegate(ann, bob, region)
    await delegate(cai, bob, region)
    const { id: electionId } = await platform.api(owner).elections.open({
      region: region.name,
      position: 'governor',
      nominationDays: 1,
      votingDurationDays: 1,
    })
    await platform.api(bob).elections.nominate({ electionId, platform: 'I speak for many.' })
    platform.clock.advance(DAY + 1000)
    const system = platform.ctx({ kind: 'system', job: 'test' })
    await openVoting(system, { electionId })
    await platform.api(bob).elections.cast({ electionId, candidateId: bob.userId })
    platform.clock.advance(2 * DAY)
    await closeElection(system, { electionId })
    const [row] = await platform.db.select().from(elections).where(eq(elections.id, electionId))
    expect((await voteOf(platform, { voteId: row?.voteId ?? null })).tally).toMatchObject({
      turnout: 3,
      candidates: [{ votes: 102 + 101 + 104, ballots: 3 }],
    })
  })
})
