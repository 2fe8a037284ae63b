import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { auditLog } from '#db/schema/platform/operations.ts'
import { NOTIFICATION_SUBJECTS } from '#server/domain/notifications/notification-subjects.ts'
import { makeMember, makeRegion } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type Actor } from '../context.ts'
import { sweepLaws } from '../laws/sweep-laws.ts'
import { requirePolicy } from './queries.ts'
import { policySteps } from '#server/testing/policy-steps.ts'
import { DAY_MS } from '#server/testing/platform-steps.ts'

const platform = useTestPlatform()
const { cast, regionRow, giveOffice, sweep, democracy } = policySteps(platform)
const rowOf = (policyId: string) => requirePolicy(platform.db, policyId)

describe('changing settings', () => {
  it('is law immediately by an autocrat’s decree, and audited', async () => {
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

  it('by decree notifies every citizen but its issuer once, unless disabled', async () => {
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
    expect(items[0]?.title).toContain('Tax: 20%')
    for (const other of [owner, deaf, resident])
      expect((await platform.api(other).notifications.list({})).total).toBe(0)
  })

  it('makes one proposal per kind of policy in a democracy', async () => {
    const { region, owner } = await democracy(2)
    const outcome = await platform.api(owner).regions.changeEconomy({
      region: region.name,
      taxRate: 0.2,
      startingCredits: 500,
    })
    expect(outcome).toMatchObject({ outcome: 'proposed', lawId: null })
    expect(outcome.policyIds).toHaveLength(2)
    const detail = await platform.api(owner).policies.get({ policyId: outcome.policyIds[0] ?? '' })
    expect(detail.title).toBe('Tax: 20%')
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

  it('lets the governor decree culture until a policy governs it', async () => {
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
    platform.clock.advance(8 * DAY_MS)
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

  it('returns culture to the earlier policy once a temporary one has ended', async () => {
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
      platform.clock.advance(3 * DAY_MS)
      await sweep()
      expect((await regionRow(region.id)).motto).toBe(motto)
    }
    const settled = async () =>
      (await platform.api(governor).policies.powers({ region: region.name })).settledByPolicy
    await decide('For good')
    await decide('For a while', 5)
    expect(await settled()).toEqual(['motto'])
    platform.clock.advance(6 * DAY_MS)
    await sweepLaws(platform.ctx({ kind: 'system', job: 'test' }))
    expect((await regionRow(region.id)).motto).toBe('For good')
    expect(await settled()).toEqual(['motto'])
    expect(
      await platform.api(governor).regions.changeCulture({ region: region.name, motto: 'Mine' }),
    ).toMatchObject({ outcome: 'proposed' })
  })

  it('is refused to offices without that power, and changes nothing', async () => {
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

  it('names the bound that a value exceeds', async () => {
    const { region, owner } = await makeRegion(platform)
    await expect(
      platform.api(owner).regions.changeEconomy({ region: region.name, taxRate: 0.26 }),
    ).rejects.toMatchObject({ code: 'BAD_REQUEST', message: 'Tax must be between 5% and 25%.' })
  })
})

describe('the region that one governs', () => {
  it('is the only one, or the one named', async () => {
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

  it('changes its form of government immediately by its owner, in a democracy by two thirds', async () => {
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

  it('has its culture changed by its owner, and keeps what is not named', async () => {
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

  it('is changed only by its government', async () => {
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

  it('is not found for users who govern none', async () => {
    await expect(platform.api(await makeUser(platform)).regions.mine({})).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})
