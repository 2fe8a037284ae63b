import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { offices } from '#db/schema/platform/elections.ts'
import { notifications } from '#db/schema/platform/identity.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { openPolicyLevers, policies } from '#db/schema/platform/policies.ts'
import { laws, regions } from '#db/schema/platform/regions.ts'
import { rollEntries } from '#db/schema/platform/voting.ts'
import { NOTIFICATION_SUBJECTS } from '#server/domain/notifications/notification-subjects.ts'
import { type BallotChoice } from '#server/domain/voting/tally.ts'
import { rollHash, type RollEntry } from '#server/domain/voting/roll.ts'
import { makeMember, makeRegion, type MadeRegion } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { writtenActions } from '#server/testing/written-actions.ts'
import { type Actor } from '../context.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { type UserActor } from '../require-actor.ts'
import { sweepLaws } from '../laws/sweep-laws.ts'
import { sha256 } from '../sha256.ts'
import { closePolicy } from './close-policy.ts'
import { implementPolicy } from './implement-policy.ts'
import { requirePolicy } from './queries.ts'
import { sweepPolicies } from './sweep-policies.ts'
import { like } from '#server/testing/like.ts'

const platform = useTestPlatform()
const DAY = 86_400_000

const proposeTax = (actor: Actor, region: RegionRow, taxRate = 0.15) =>
  platform.api(actor).policies.propose({
    region: region.name,
    policyType: 'tax_rate',
    title: 'Another tax',
    proposedChanges: { taxRate },
    votingDurationDays: 3,
  })
const cast = (actor: Actor, policyId: string, choice: BallotChoice = 'yes') =>
  platform.api(actor).policies.cast({ policyId, choice })
const rowOf = (policyId: string) => requirePolicy(platform.db, policyId)
const regionRow = async (regionId: string) => {
  const [row] = await platform.db.select().from(regions).where(eq(regions.id, regionId))
  if (!row) throw new Error('no region')
  return row
}
const giveOffice = (region: RegionRow, user: UserActor, position: 'governor' | 'council_member') =>
  platform.db.insert(offices).values({
    regionId: region.id,
    position,
    userId: user.userId,
    termFrom: region.createdAt,
    termUntil: new Date(region.createdAt.getTime() + 90 * DAY),
  })
const sweep = () => sweepPolicies(platform.ctx({ kind: 'system', job: 'test' }))

async function democracy(citizens: number): Promise<MadeRegion & { citizens: UserActor[] }> {
  const made = await makeRegion(platform, { governanceType: 'democracy' })
  const others: UserActor[] = []
  for (let n = 0; n < citizens; n++) others.push(await makeMember(platform, made.region))
  return { ...made, citizens: others }
}

describe('proposing', () => {
  it('writes policy, roll, lever and audit, and tells the other voters', async () => {
    const { region, owner, citizens } = await democracy(2)
    const [citizen, other] = citizens
    if (!citizen || !other) throw new Error('no citizens')
    const policy = await proposeTax(citizen, region)
    expect(policy).toMatchObject({
      status: 'voting',
      policyType: 'tax_rate',
      proposedChanges: { taxRate: 0.15 },
      electorate: 'citizens',
      majority: 'simple',
      rollSize: 3,
      turnout: 0,
      requiredTurnout: 2,
      votesFor: null,
      votesAgainst: null,
      approvalPercentage: null,
    })
    const audits = await platform.db.select().from(auditLog).where(eq(auditLog.subjectId, policy.id))
    expect(audits).toMatchObject([{ action: 'policy.proposed', actorId: citizen.userId }])
    await platform.runOutbox()
    const told = await platform.db.select().from(notifications).where(eq(notifications.regionId, region.id))
    expect(told.map(({ userId }) => userId).sort()).toEqual([owner.userId, other.userId].sort())
  })

  it('publishes a roll hash that anybody can compute from the roll', async () => {
    const { region, citizens } = await democracy(3)
    const policy = await proposeTax(citizens[0] ?? { kind: 'anonymous' }, region)
    const row = await rowOf(policy.id)
    const entries = await platform.db.select().from(rollEntries).where(eq(rollEntries.voteId, row.voteId))
    const roll = entries.map((e) => ({ playerId: e.userId, weight: e.weight, reason: e.reason }) as RollEntry)
    const detail = await platform.api(citizens[0]).policies.get({ policyId: policy.id })
    expect(detail.rollHash).toBe(rollHash(roll, sha256))
  })

  it('refuses values outside their bound with the bound, labels of another kind, and changes of nothing', async () => {
    const { region, citizens } = await democracy(1)
    const [citizen] = citizens
    await expect(proposeTax(citizen ?? { kind: 'anonymous' }, region, 0.3)).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: like.stringContaining('between 5 % and 25 %'),
    })
    await expect(proposeTax(citizen ?? { kind: 'anonymous' }, region, 0.1)).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
    await expect(
      platform.api(citizen).policies.propose({
        region: region.id,
        policyType: 'tax_rate',
        title: 'A coup',
        proposedChanges: { governanceType: 'autocracy' },
      }),
    ).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })

  it('keeps it at one open policy a lever, also when two come at once', async () => {
    const { region, citizens } = await democracy(2)
    const results = await Promise.allSettled(
      citizens.map((citizen, n) => proposeTax(citizen, region, 0.15 + n / 100)),
    )
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'CONFLICT', cause: { reason: 'lever-already-open' } },
    })
  })

  it('is refused to residents, not found by outsiders, and closed in a suspended region', async () => {
    const { region, citizens } = await democracy(1)
    const resident = await makeMember(platform, region, { type: 'resident' })
    await expect(proposeTax(resident, region)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(proposeTax(await makeUser(platform), region)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(proposeTax({ kind: 'anonymous' }, region)).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    await platform.db.update(regions).set({ status: 'suspended' }).where(eq(regions.id, region.id))
    await expect(proposeTax(citizens[0] ?? resident, region)).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('lets the owner of a council region without council decide as a council of one', async () => {
    const { region, owner } = await makeRegion(platform, { governanceType: 'council' })
    const policy = await proposeTax(owner, region)
    expect(policy).toMatchObject({ electorate: 'council', rollSize: 1, requiredTurnout: 1 })
    await cast(owner, policy.id)
    platform.clock.advance(4 * DAY)
    await sweep()
    expect((await rowOf(policy.id)).status).toBe('implemented')
    expect((await regionRow(region.id)).taxRateBp).toBe(1500)
  })

  it('gives a council region’s vote to its council', async () => {
    const { region, owner } = await makeRegion(platform, { governanceType: 'council' })
    const councillor = await makeMember(platform, region)
    const citizen = await makeMember(platform, region)
    await giveOffice(region, councillor, 'council_member')
    const policy = await proposeTax(owner, region)
    expect(policy.rollSize).toBe(1)
    await expect(cast(owner, policy.id)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(cast(citizen, policy.id)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      cause: { reason: 'not-on-roll' },
    })
    expect(await cast(councillor, policy.id)).toMatchObject({ weight: 100, changed: false })
  })
})

describe('casting', () => {
  it('shows turnout only while the vote is open, to administrators too', async () => {
    const { region, owner, citizens } = await democracy(1)
    const policy = await proposeTax(owner, region)
    await cast(citizens[0] ?? owner, policy.id)
    const admin = await makeUser(platform, { role: 'admin' })
    for (const reader of [owner, admin]) {
      const seen = await platform.api(reader).policies.get({ policyId: policy.id })
      expect(seen).toMatchObject({
        turnout: 1,
        votesFor: null,
        ballots: null,
        outcome: null,
        ownVote: reader === owner ? { choice: null } : null,
      })
      await expect(platform.api(reader).policies.record({ policyId: policy.id })).rejects.toMatchObject({
        code: 'CONFLICT',
      })
    }
    const own = await platform.api(citizens[0]).policies.get({ policyId: policy.id })
    expect(own.ownVote?.choice).toEqual(['yes'])
    expect(own).toMatchObject({ canVote: true, canWithdraw: false })
  })

  it('ends with the close by the clock, before anybody has counted', async () => {
    const { region, owner } = await democracy(1)
    const policy = await proposeTax(owner, region)
    platform.clock.advance(3 * DAY)
    await expect(cast(owner, policy.id)).rejects.toMatchObject({
      code: 'CONFLICT',
      cause: { reason: 'voting-closed' },
    })
    await expect(platform.api(owner).policies.withdraw({ policyId: policy.id })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
  })

  it('finds nothing for outsiders', async () => {
    const { region, owner } = await democracy(1)
    const policy = await proposeTax(owner, region)
    const outsider = await makeUser(platform)
    await expect(cast(outsider, policy.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(platform.api(outsider).policies.get({ policyId: policy.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(platform.api(outsider).policies.get({ policyId: region.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})

describe('closing and implementing', () => {
  it('makes a passed policy law by its jobs, once', async () => {
    const { region, owner, citizens } = await democracy(2)
    const policy = await proposeTax(owner, region)
    for (const voter of [owner, ...citizens]) await cast(voter, policy.id)
    platform.clock.advance(3 * DAY)
    await platform.runOutbox()
    const row = await rowOf(policy.id)
    expect(row).toMatchObject({
      status: 'implemented',
      vote: { state: 'counted', tally: { passed: true, turnout: 3 } },
    })
    const [law] = await platform.db.select().from(laws).where(eq(laws.policyId, policy.id))
    expect(law).toMatchObject({ id: row.lawId, kind: 'law', authority: 'citizens', number: 2 })
    await implementPolicy(platform.ctx(), { policyId: policy.id })
    await closePolicy(platform.ctx(), { policyId: policy.id })
    expect(await platform.db.select().from(laws).where(eq(laws.regionId, region.id))).toHaveLength(2)
    expect(
      await platform.db.select().from(openPolicyLevers).where(eq(openPolicyLevers.regionId, region.id)),
    ).toEqual([])
    const seen = await platform.api(owner).policies.get({ policyId: policy.id })
    expect(seen).toMatchObject({
      votesFor: 300,
      votesAgainst: 0,
      approvalPercentage: 100,
      lawNumber: 2,
      changes: [{ label: 'Tax', before: '10 %', after: '15 %' }],
    })
    const record = await platform.api(owner).policies.record({ policyId: policy.id })
    expect(record.pooled?.receipts).toHaveLength(3)
    expect(record.ballots).toEqual([])
    expect(record.tallyHash).toBe(sha256(record.tally ?? ''))
    const listed = await platform.api(owner).policies.list({ region: region.name, status: ['implemented'] })
    expect(listed).toMatchObject({ total: 1, items: [{ id: policy.id }] })
  })

  it('rejects without a quorum and frees the lever', async () => {
    const { region, owner } = await democracy(5)
    const policy = await proposeTax(owner, region)
    await cast(owner, policy.id)
    platform.clock.advance(3 * DAY)
    await sweep()
    expect(await rowOf(policy.id)).toMatchObject({
      status: 'rejected',
      vote: { tally: { outcome: 'quorum-not-met' } },
    })
    expect((await proposeTax(owner, region)).status).toBe('voting')
  })

  it('waits in a suspended region and continues when it is open again', async () => {
    const { region, owner, citizens } = await democracy(1)
    const policy = await proposeTax(owner, region)
    for (const voter of [owner, ...citizens]) await cast(voter, policy.id)
    platform.clock.advance(3 * DAY)
    await closePolicy(platform.ctx({ kind: 'system', job: 'test' }), { policyId: policy.id })
    await platform.db.update(regions).set({ status: 'suspended' }).where(eq(regions.id, region.id))
    await sweep()
    expect((await rowOf(policy.id)).status).toBe('passed')
    await platform.db.update(regions).set({ status: 'active' }).where(eq(regions.id, region.id))
    await sweep()
    expect((await rowOf(policy.id)).status).toBe('implemented')
  })

  it('gives up a change that the rules no longer allow, with the reason', async () => {
    const { region, owner, citizens } = await democracy(1)
    const policy = await proposeTax(owner, region)
    for (const voter of [owner, ...citizens]) await cast(voter, policy.id)
    await platform.db
      .update(policies)
      .set({ proposedChanges: { taxRateBp: 9000 } })
      .where(eq(policies.id, policy.id))
    platform.clock.advance(3 * DAY)
    await sweep()
    const row = await rowOf(policy.id)
    expect(row.status).toBe('passed')
    expect(row.implementationError).toContain('between 5 % and 25 %')
    expect((await regionRow(region.id)).taxRateBp).toBe(1000)
  })

  it('waits for its effective time', async () => {
    const { region, owner, citizens } = await democracy(1)
    const policy = await proposeTax(owner, region)
    for (const voter of [owner, ...citizens]) await cast(voter, policy.id)
    platform.clock.advance(3 * DAY)
    const system = platform.ctx({ kind: 'system', job: 'test' })
    await closePolicy(system, { policyId: policy.id })
    const { effectiveAt } = await rowOf(policy.id)
    const later = new Date((effectiveAt?.getTime() ?? 0) + DAY)
    await platform.db.update(policies).set({ effectiveAt: later }).where(eq(policies.id, policy.id))
    await implementPolicy(system, { policyId: policy.id })
    expect((await rowOf(policy.id)).status).toBe('passed')
    platform.clock.advance(DAY)
    await implementPolicy(system, { policyId: policy.id })
    expect((await rowOf(policy.id)).status).toBe('implemented')
  })

  it('keeps its levers until it is law: by every way the answer says from when, and what to do', async () => {
    const { region, owner, citizens } = await democracy(3)
    const [citizen = owner] = citizens
    const policy = await platform.api(owner).policies.propose({
      region: region.name,
      policyType: 'tax_rate',
      title: 'Another tax',
      proposedChanges: { taxRate: 0.15 },
      votingDurationDays: 3,
      effectiveInDays: 60,
    })
    for (const voter of [owner, ...citizens]) await cast(voter, policy.id)
    platform.clock.advance(3 * DAY)
    await sweep()
    expect((await rowOf(policy.id)).status).toBe('passed')

    const coming = {
      code: 'CONFLICT',
      message: like.stringContaining('a law on this has passed and takes effect on'),
      cause: { reason: 'lever-already-open' },
    }
    await expect(proposeTax(citizen, region, 0.2)).rejects.toMatchObject(coming)
    const settings = platform.api(owner).regions.changeEconomy({ region: region.name, taxRate: 0.2 })
    await expect(settings).rejects.toMatchObject(coming)

    platform.clock.advance(60 * DAY)
    await sweep()
    expect((await rowOf(policy.id)).status).toBe('implemented')
    expect(await proposeTax(citizen, region, 0.2)).toMatchObject({ status: 'voting' })
  })

  it('leaves a counter-proposal the levers that no coming law has', async () => {
    const { region, owner, citizens } = await democracy(1)
    const [citizen = owner] = citizens
    const propose = (proposedChanges: Record<string, unknown>, effectiveInDays = 0) =>
      platform.api(owner).policies.propose({
        region: region.name,
        policyType: 'trade_policy',
        title: 'Trade',
        proposedChanges,
        votingDurationDays: 3,
        effectiveInDays,
      })
    const passed = await propose({ startingCredits: 500 }, 60)
    for (const voter of [owner, citizen]) await cast(voter, passed.id)
    platform.clock.advance(3 * DAY)
    await sweep()
    const { id: policyId } = await propose({ economicSpecialization: 'mining' })
    const counter = (proposedChanges: Record<string, unknown>) =>
      platform.api(citizen).policies.counter({ policyId, title: 'Other trade', proposedChanges })
    await expect(counter({ economicSpecialization: 'research', startingCredits: 900 })).rejects.toMatchObject(
      {
        code: 'CONFLICT',
        cause: { reason: 'lever-already-open' },
      },
    )
    expect(await counter({ economicSpecialization: 'research' })).toMatchObject({ status: 'voting' })
  })

  it('that nobody proposed is not found, and one is listed with its kind only', async () => {
    const { region, owner } = await democracy(1)
    const policy = await proposeTax(owner, region)
    const system = platform.ctx({ kind: 'system', job: 'test' })
    await expect(closePolicy(system, { policyId: region.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const listed = async (policyType: 'tax_rate' | 'pvp_rules') =>
      (await platform.api(owner).policies.list({ region: region.name, policyType })).items.map(({ id }) => id)
    expect(await listed('tax_rate')).toEqual([policy.id])
    expect(await listed('pvp_rules')).toEqual([])
  })

  it('has a record without a tally when it was withdrawn', async () => {
    const { region, owner } = await democracy(1)
    const { id: policyId } = await proposeTax(owner, region)
    await platform.api(owner).policies.withdraw({ policyId })
    expect(await platform.api(owner).policies.record({ policyId })).toMatchObject({
      tally: null,
      tallyHash: null,
      ballots: [],
    })
  })

  it('is withdrawn by its proposer before the first ballot only', async () => {
    const { region, owner, citizens } = await democracy(1)
    const first = await proposeTax(owner, region)
    await expect(platform.api(citizens[0]).policies.withdraw({ policyId: first.id })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    const outsider = await makeUser(platform)
    await expect(platform.api(outsider).policies.withdraw({ policyId: first.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    expect(await platform.api(owner).policies.withdraw({ policyId: first.id })).toMatchObject({
      status: 'withdrawn',
    })
    const second = await proposeTax(owner, region)
    await cast(owner, second.id)
    await cast(owner, second.id)
    const written = await writtenActions(platform, owner)
    expect(written).toEqual(
      expect.arrayContaining(['policy.withdrawn', 'policy.ballot-cast', 'policy.ballot-changed']),
    )
    await expect(platform.api(owner).policies.withdraw({ policyId: second.id })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
  })
})

describe('changing settings', () => {
  it('is law at once by an autocrat’s decree, audited', async () => {
    const { region, owner } = await makeRegion(platform)
    const outcome = await platform.api(owner).regions.changeEconomy({
      region: region.name,
      taxRate: 0.2,
      tradeBonuses: { ore: 2 },
    })
    expect(outcome).toMatchObject({ outcome: 'enacted', policyIds: [], message: 'Enacted as law 2.' })
    expect(await regionRow(region.id)).toMatchObject({
      taxRateBp: 2000,
      tradeBonuses: { ore: 200, fuel: 100 },
    })
    const audits = await platform.db
      .select()
      .from(auditLog)
      .where(eq(auditLog.subjectId, outcome.lawId ?? ''))
    expect(audits).toHaveLength(1)
  })

  it('by decree is told once to every citizen but whoever decreed it, unless switched off', async () => {
    const { region, owner } = await makeRegion(platform)
    const [citizen, deaf] = [await makeMember(platform, region), await makeMember(platform, region)]
    const resident = await makeMember(platform, region, { type: 'resident' })
    await platform.api(deaf).notifications.setPreferences({
      enabled: NOTIFICATION_SUBJECTS.filter((subject) => subject !== 'law'),
    })
    await platform
      .api(owner)
      .regions.changeEconomy({ region: region.name, taxRate: 0.2, startingCredits: 500 })
    await platform.api(owner).regions.changeEconomy({ region: region.name, taxRate: 0.2 })
    await platform.runOutbox()
    const { items } = await platform.api(citizen).notifications.list({})
    expect(items).toMatchObject([{ kind: 'law.in-force', href: `/regions/${region.name}/laws?law=2#law-2` }])
    expect(items[0]?.title).toContain('Tax: 20 %')
    for (const other of [owner, deaf, resident])
      expect((await platform.api(other).notifications.list({})).total).toBe(0)
  })

  it('becomes one proposal for each kind of policy in a democracy', async () => {
    const { region, owner } = await democracy(2)
    const outcome = await platform.api(owner).regions.changeEconomy({
      region: region.name,
      taxRate: 0.2,
      startingCredits: 500,
    })
    expect(outcome).toMatchObject({ outcome: 'proposed', lawId: null })
    expect(outcome.policyIds).toHaveLength(2)
    const detail = await platform.api(owner).policies.get({ policyId: outcome.policyIds[0] ?? '' })
    expect(detail.title).toBe('Tax: 20 %')
    expect((await regionRow(region.id)).taxRateBp).toBe(1000)
  })

  it('says when nothing would change', async () => {
    const { region, owner } = await makeRegion(platform)
    expect(
      await platform.api(owner).regions.changeEconomy({ region: region.name, taxRate: 0.1 }),
    ).toMatchObject({ outcome: 'unchanged', lawId: null, policyIds: [] })
  })

  it('needs two thirds for the form of government', async () => {
    const { region, owner } = await democracy(2)
    const outcome = await platform
      .api(owner)
      .regions.changeGovernance({ region: region.name, governanceType: 'autocracy' })
    const detail = await platform.api(owner).policies.get({ policyId: outcome.policyIds[0] ?? '' })
    expect(detail).toMatchObject({ policyType: 'constitutional', majority: 'two_thirds' })
  })

  it('lets the governor decree culture until a policy settles it', async () => {
    const { region, owner, citizens } = await democracy(1)
    const governor = citizens[0] ?? owner
    await giveOffice(region, governor, 'governor')
    const motto = (actor: Actor, text: string) =>
      platform.api(actor).regions.changeCulture({ region: region.name, motto: text })
    expect(await motto(governor, 'First')).toMatchObject({ outcome: 'enacted' })
    expect(await motto(owner, 'Mine')).toMatchObject({ outcome: 'proposed' })
    const open = await platform.api(owner).policies.list({ region: region.name })
    const policyId = open.items[0]?.id ?? ''
    for (const voter of [owner, governor]) await cast(voter, policyId)
    platform.clock.advance(8 * DAY)
    await sweep()
    expect((await regionRow(region.id)).motto).toBe('Mine')
    expect(await motto(governor, 'Second')).toMatchObject({ outcome: 'proposed' })
    const powers = await platform.api(governor).policies.powers({ region: region.name })
    expect(powers).toMatchObject({
      head: { as: 'governor', userId: governor.userId },
      settledByPolicy: ['motto'],
    })
    expect(powers.own.find(({ policyType }) => policyType === 'cultural')?.answer).toBe('decree')
    expect(powers.table.map(({ subject, you }) => (you === 'decides' ? subject : null))).toEqual([
      ...[null, null, 'Culture', null],
      ...[null, 'Calling elections', 'Admitting residents and citizens', null],
    ])
  })

  it('leaves culture to the policy that is in force again once a later one for a time has ended', async () => {
    const { region, owner, citizens } = await democracy(1)
    const governor = citizens[0] ?? owner
    await giveOffice(region, governor, 'governor')
    const decide = async (motto: string, expiresAfterDays?: number) => {
      const { id } = await platform.api(owner).policies.propose({
        region: region.name,
        policyType: 'cultural',
        title: 'Our motto',
        proposedChanges: { motto },
        votingDurationDays: 3,
        expiresAfterDays,
      })
      for (const voter of [owner, governor]) await cast(voter, id)
      platform.clock.advance(3 * DAY)
      await sweep()
      expect((await regionRow(region.id)).motto).toBe(motto)
    }
    const settled = async () =>
      (await platform.api(governor).policies.powers({ region: region.name })).settledByPolicy
    await decide('For good')
    await decide('For a while', 5)
    expect(await settled()).toEqual(['motto'])
    platform.clock.advance(6 * DAY)
    await sweepLaws(platform.ctx({ kind: 'system', job: 'test' }))
    expect((await regionRow(region.id)).motto).toBe('For good')
    expect(await settled()).toEqual(['motto'])
    expect(
      await platform.api(governor).regions.changeCulture({ region: region.name, motto: 'Mine' }),
    ).toMatchObject({ outcome: 'proposed' })
  })

  it('is refused to offices without that power, with nothing changed', async () => {
    const { region } = await makeRegion(platform)
    const holder = await makeMember(platform, region)
    await giveOffice(region, holder, 'governor')
    await expect(
      platform.api(holder).regions.changeEconomy({ region: region.name, taxRate: 0.2 }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN', cause: { reason: 'owner-only' } })
    const powers = await platform.api(holder).policies.powers({ region: region.name })
    expect(powers.own[0]).toMatchObject({ answer: 'refused' })
    expect(powers.table.map(({ you }) => you)).toEqual(Array(8).fill(null))
  })

  it('is not found by anybody outside the government', async () => {
    const { region } = await makeRegion(platform)
    const citizen = await makeMember(platform, region)
    for (const actor of [citizen, await makeUser(platform)])
      await expect(
        platform.api(actor).regions.changeSecurity({ region: region.name, pvpRule: 'open' }),
      ).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('names the bound that a value leaves', async () => {
    const { region, owner } = await makeRegion(platform)
    await expect(
      platform.api(owner).regions.changeEconomy({ region: region.name, taxRate: 0.26 }),
    ).rejects.toMatchObject({ code: 'BAD_REQUEST', message: 'Tax must be between 5 % and 25 %.' })
  })
})

describe('/regions/my-region', () => {
  it('is the only region one governs, or the one named', async () => {
    const first = await makeRegion(platform)
    expect((await platform.api(first.owner).regions.mine({})).id).toBe(first.region.id)
    const second = await makeRegion(platform, { owner: first.owner })
    await expect(platform.api(first.owner).regions.mine({})).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      cause: { reason: 'several-regions' },
    })
    const named = await platform.api(first.owner).regions.changeEconomy({
      region: second.region.id,
      taxRate: 0.12,
    })
    expect(named.outcome).toBe('enacted')
    expect((await regionRow(second.region.id)).taxRateBp).toBe(1200)
    expect(await platform.api(first.owner).regions.governed()).toHaveLength(2)
    const proposed = await platform.api(first.owner).policies.propose({
      region: first.region.name,
      policyType: 'pvp_rules',
      title: 'Peace',
      proposedChanges: { pvpRule: 'forbidden' },
    })
    expect((await platform.api(first.owner).policies.list({ region: first.region.id })).items).toMatchObject([
      { id: proposed.id },
    ])
  })

  it('changes its form of government: by the owner at once, in a democracy by a vote of two thirds', async () => {
    const { region, owner } = await makeRegion(platform)
    const governance = { votingThreshold: 0.6, electionFrequencyDays: 60, quorum: 0.5 }
    const decreed = await platform.api(owner).regions.changeGovernance({
      governanceType: 'democracy',
      constitutionalText: 'We fly together.',
      ...governance,
    })
    expect(decreed.outcome).toBe('enacted')
    expect(await regionRow(region.id)).toMatchObject({
      governanceType: 'democracy',
      votingThresholdBp: 6000,
      electionFrequencyDays: 60,
      quorumBp: 5000,
      constitutionalText: 'We fly together.',
    })
    const asked = await platform
      .api(owner)
      .regions.changeGovernance({ governanceType: 'autocracy', ...governance })
    expect(asked).toMatchObject({ outcome: 'proposed', lawId: null })
    expect((await regionRow(region.id)).governanceType).toBe('democracy')
    expect(await rowOf(asked.policyIds[0] ?? '')).toMatchObject({ policyType: 'constitutional' })
    const audits = await platform.db.select().from(auditLog).where(eq(auditLog.regionId, region.id))
    expect(audits.map(({ actorId }) => actorId)).toContain(owner.userId)
  })

  it('takes its culture from its owner, and leaves what is not named as it is', async () => {
    const { region, owner } = await makeRegion(platform)
    const put = await platform.api(owner).regions.changeCulture({ motto: 'Ever outward' })
    expect(put).toMatchObject({ outcome: 'enacted', policyIds: [] })
    await platform.api(owner).regions.changeCulture({ languagePack: { sector: 'Reach' } })
    expect(await regionRow(region.id)).toMatchObject({
      motto: 'Ever outward',
      languagePack: { sector: 'Reach' },
      theme: region.theme,
    })
    const again = await platform.api(owner).regions.changeCulture({ motto: 'Ever outward' })
    expect(again.outcome).toBe('unchanged')
  })

  it('is changed by nobody but its government', async () => {
    const { region } = await makeRegion(platform)
    const foreign = await makeRegion(platform)
    const citizen = await makeMember(platform, region)
    for (const actor of [citizen, foreign.owner]) {
      const api = platform.api(actor).regions
      const governance = { region: region.id, governanceType: 'democracy' as const, votingThreshold: 0.5 }
      await expect(api.changeGovernance(governance)).rejects.toMatchObject({ code: 'NOT_FOUND' })
      const culture = { region: region.id, motto: 'Mine' }
      await expect(api.changeCulture(culture)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }
    const nobody = platform.api().regions
    await expect(nobody.changeCulture({ motto: 'x' })).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  })

  it('is not found for somebody who governs none', async () => {
    await expect(platform.api(await makeUser(platform)).regions.mine({})).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})
