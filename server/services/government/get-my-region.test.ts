import { describe, expect, it } from 'vitest'
import { subscriptions } from '#db/schema/platform/billing.ts'
import { offices } from '#db/schema/platform/elections.ts'
import { makeMember, makeRegion } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { DAY_MS } from '#server/testing/platform-steps.ts'

const platform = useTestPlatform()

describe('my region', () => {
  it('contains settings in wire format, treasury and subscription', async () => {
    const { region, owner } = await makeRegion(platform, { withGalaxy: true })
    const now = await platform.clock.now(platform.db)
    await platform.db.insert(subscriptions).values({
      userId: owner.userId,
      plan: 'regional_owner',
      regionId: region.id,
      status: 'active',
      state: {},
      paypalSubscriptionId: 'I-TEST',
      amountMinor: 2500,
      currency: 'USD',
      paidThrough: now,
      createdAt: now,
      updatedAt: now,
    })
    expect(await platform.api(owner).regions.mine({ region: region.name })).toMatchObject({
      id: region.id,
      taxRate: 0.1,
      votingThreshold: 0.5,
      tradeBonuses: { ore: 1 },
      treasuryBalance: 0,
      subscriptionTier: 'standard',
      subscriptionStatus: 'active',
      subscriptionExpiresAt: now.toISOString(),
      graceUntil: null,
      paypalSubscriptionId: 'I-TEST',
      standing: { isOwner: true },
    })
    // Every tab loads the deck; tabs load by themselves what only the galaxy knows.
    const { treasuryBalance: _, ...deck } = await platform.api(owner).regions.mine({ region: region.name })
    expect(await platform.api(owner).regions.deck({ region: region.name })).toEqual(deck)
    const council = await makeMember(platform, region)
    await platform.db.insert(offices).values({
      regionId: region.id,
      position: 'council_member',
      userId: council.userId,
      termFrom: now,
      termUntil: new Date(now.getTime() + 90 * DAY_MS),
    })
    expect(await platform.api(council).regions.mine({ region: region.name })).toMatchObject({
      subscriptionStatus: 'active',
      paypalSubscriptionId: null,
    })
  })

  it('is visible to office holders and administrators, not found for everybody else', async () => {
    const { region } = await makeRegion(platform)
    const holder = await makeMember(platform, region)
    await platform.db.insert(offices).values({
      regionId: region.id,
      position: 'ambassador',
      userId: holder.userId,
      termFrom: region.createdAt,
      termUntil: new Date(region.createdAt.getTime() + 90 * DAY_MS),
    })
    const admin = await makeUser(platform, { role: 'admin' })
    for (const reader of [holder, admin])
      expect((await platform.api(reader).regions.mine({ region: region.id })).treasuryBalance).toBeNull()
    const citizen = await makeMember(platform, region)
    for (const reader of [citizen, await makeUser(platform)]) {
      const api = platform.api(reader).regions
      await expect(api.mine({ region: region.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
      await expect(api.deck({ region: region.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
      await expect(api.stats({ region: region.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
      await expect(api.overview({ region: region.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }
    expect(await platform.api(holder).regions.governed()).toMatchObject([{ id: region.id, isOwner: false }])
  })

  it('counts people, votes and sectors', async () => {
    const { region, owner } = await makeRegion(platform, { withGalaxy: true, governanceType: 'democracy' })
    await makeMember(platform, region, { reputation: 30 })
    await makeMember(platform, region, { type: 'resident', reputation: 60 })
    await makeMember(platform, region, { type: 'visitor' })
    await platform.api(owner).regions.changeSecurity({ region: region.name, pvpRule: 'open' })
    const stats = await platform.api(owner).regions.stats({})
    expect(stats).toMatchObject({
      totalPopulation: 4,
      citizenCount: 2,
      residentCount: 1,
      visitorCount: 1,
      averageReputation: 30,
      pendingPolicies: 1,
      activeElections: 0,
      treatiesCount: 0,
      totalRevenue: 0,
    })
    expect(stats.portsCount).toBeGreaterThan(0)
    expect(stats.planetsCount).toBeGreaterThan(0)
  })
})

describe('members', () => {
  it('who are visitors have no voting power', async () => {
    const { region, owner } = await makeRegion(platform)
    await makeMember(platform, region, { type: 'visitor' })
    const api = platform.api(owner).regions
    const { items } = await api.members({ region: region.name, membershipType: 'visitor' })
    expect(items).toMatchObject([{ votingPower: 0 }])
  })

  it('are searched, filtered, sorted and paged, for members only', async () => {
    const { region, owner } = await makeRegion(platform)
    const high = await makeMember(platform, region, {
      reputation: 400,
      user: await makeUser(platform, { callsign: 'Zed_100' }),
    })
    await makeMember(platform, region, {
      type: 'resident',
      user: await makeUser(platform, { callsign: 'Zedx100' }),
    })
    const list = (input: object) => platform.api(owner).regions.members({ region: region.name, ...input })
    expect(await list({})).toMatchObject({ total: 3, page: 1, pageSize: 25 })
    expect((await list({ sort: 'reputation' })).items[0]).toMatchObject({
      playerId: high.userId,
      votingPower: 120,
    })
    expect((await list({ search: 'd_100' })).items).toMatchObject([{ callsign: 'Zed_100' }])
    expect((await list({ search: 'd%1' })).total).toBe(0)
    expect((await list({ membershipType: 'resident', sort: 'joined' })).total).toBe(1)
    expect((await list({ page: 2, pageSize: 2, sort: 'lastVisit' })).items).toHaveLength(1)
    expect(await platform.api(owner).regions.members({ search: '' })).toMatchObject({ total: 3 })
    await expect(
      platform.api(await makeUser(platform)).regions.members({ region: region.name }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('my votes', () => {
  it('list votes on whose roll the user is, open ones first', async () => {
    const { region, owner } = await makeRegion(platform, { governanceType: 'democracy' })
    const citizen = await makeMember(platform, region)
    const propose = (policyType: 'tax_rate' | 'defense', votingDurationDays: number) =>
      platform.api(owner).policies.propose({
        region: region.name,
        policyType,
        title: policyType,
        proposedChanges: policyType === 'defense' ? { defenseLevel: 1 } : { taxRate: 0.2 },
        votingDurationDays,
      })
    const short = await propose('tax_rate', 1)
    const long = await propose('defense', 9)
    await platform.api(citizen).policies.cast({ policyId: long.id, choice: 'abstain' })
    expect((await platform.api(citizen).policies.myVotes({})).items).toMatchObject([
      { subject: 'policy', subjectId: short.id, isOpen: true, hasVoted: false, weight: 100 },
      { subjectId: long.id, hasVoted: true, region: { name: region.name } },
    ])
    platform.clock.advance(2 * DAY_MS)
    expect((await platform.api(citizen).policies.myVotes({})).items).toMatchObject([
      { subjectId: long.id, isOpen: true },
      { subjectId: short.id, isOpen: false },
    ])
    expect(await platform.api(citizen).policies.myVotes({ show: 'open' })).toMatchObject({ total: 1 })
    expect(await platform.api(await makeUser(platform)).policies.myVotes({})).toMatchObject({ total: 0 })
  })
})
