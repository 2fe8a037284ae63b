import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { subscriptions } from '#db/schema/platform/billing.ts'
import { treaties, treatySides } from '#db/schema/platform/diplomacy.ts'
import { elections, offices } from '#db/schema/platform/elections.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { policies } from '#db/schema/platform/policies.ts'
import { regionDays, regions } from '#db/schema/platform/regions.ts'
import { makeOfficeHolder } from '#server/testing/make-office-holder.ts'
import { cutOff } from '#server/testing/cut-off.ts'
import { makeMember, makeRegion } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { makeVote } from '#server/testing/make-vote.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { snapshotRegionDays } from './snapshot-region-days.ts'

const platform = useTestPlatform()

const windowAfter = (proposedAt: Date) => new Date(proposedAt.getTime() + 86_400_000)
const DAY = 86_400_000
const unreachable = () => cutOff(platform.ctx({ kind: 'system', job: 'test' }))

describe('my region', () => {
  it('carries settings as the wire writes them, treasury and subscription', async () => {
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
      subscriptionTier: 'regional_owner',
      subscriptionStatus: 'active',
      subscriptionExpiresAt: now.toISOString(),
      graceUntil: null,
      paypalSubscriptionId: 'I-TEST',
      standing: { isOwner: true },
    })
    // Every tab shows it; only what its galaxy knows is left to them.
    const { treasuryBalance: _, ...deck } = await platform.api(owner).regions.mine({ region: region.name })
    expect(await platform.api(owner).regions.deck({ region: region.name })).toEqual(deck)
    const council = await makeMember(platform, region)
    await platform.db.insert(offices).values({
      regionId: region.id,
      position: 'council_member',
      userId: council.userId,
      termFrom: now,
      termUntil: new Date(now.getTime() + 90 * DAY),
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
      termUntil: new Date(region.createdAt.getTime() + 90 * DAY),
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

  it('counts people, votes and places', async () => {
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
  it('who only visit have no voting power', async () => {
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

describe('the directory and public page', () => {
  it('list, search, filter and sort regions that may be visited', async () => {
    const tag = 'deep-shelf'
    const low = await makeRegion(platform, {
      name: `${tag}-b`,
      displayName: `${tag} B`,
      settings: { taxRateBp: 500 },
    })
    const high = await makeRegion(platform, {
      name: `${tag}-a`,
      displayName: `${tag} A`,
      governanceType: 'council',
      settings: { taxRateBp: 2500 },
    })
    await makeRegion(platform, { name: `${tag}-c`, displayName: `${tag} C`, status: 'provisioning' })
    await makeMember(platform, low.region)
    const names = async (input: object) =>
      (await platform.api().regions.directory({ search: tag, ...input })).items.map(({ name }) => name)
    expect(await names({})).toEqual([high.region.name, low.region.name])
    expect(await names({ sort: 'tax' })).toEqual([low.region.name, high.region.name])
    expect(await names({ sort: 'citizens' })).toEqual([low.region.name, high.region.name])
    expect(await names({ sort: 'age' })).toEqual([low.region.name, high.region.name])
    expect(await names({ governanceType: 'council' })).toEqual([high.region.name])
    const all = await platform.api().regions.directory({ pageSize: 1 })
    expect(all.items).toHaveLength(1)
    expect(all.total).toBeGreaterThan(1)
  })

  it('show a region to everybody, with its government, laws and treaties but no money', async () => {
    const { region, owner } = await makeRegion(platform, { governanceType: 'democracy' })
    const partner = await makeRegion(platform)
    await platform.db.insert(treaties).values({
      regionA: partner.region.id,
      offeredBy: partner.region.id,
      regionB: region.id,
      treatyType: 'non_aggression',
      terms: { treatyType: 'non_aggression', durationDays: null },
      status: 'active',
      proposedBy: owner.userId,
      proposedAt: region.createdAt,
      windowClosesAt: windowAfter(region.createdAt),
    })
    const page = await platform.api().regions.public({ region: region.name })
    expect(page).toMatchObject({
      owner: { callsign: owner.callsign },
      offices: [],
      citizenCount: 1,
      laws: [{ number: 1, kind: 'founding' }],
      treatiesCount: 1,
      treaties: [{ treatyType: 'non_aggression', partner: { name: partner.region.name } }],
      standing: null,
    })
    expect(page).not.toHaveProperty('treasuryBalance')
    const known = await platform.api(owner).regions.public({ region: region.name.toUpperCase() })
    expect(known.standing).toEqual({ membership: 'citizen', isOwner: true, offices: [] })
    const book = await platform.api().regions.laws({ region: region.name })
    expect(book).toMatchObject({ total: 1 })
    expect(book.items[0]?.changes).toContainEqual({
      lever: 'taxRateBp',
      label: 'Tax',
      before: null,
      after: '10 %',
    })
  })

  it('names the ten newest treaties of a region that has more, and counts all', async () => {
    const { region, owner } = await makeRegion(platform)
    const partner = await makeRegion(platform)
    const signedOn = (day: number) => new Date(region.createdAt.getTime() + day * 86_400_000)
    const signed = await platform.db
      .insert(treaties)
      .values(
        Array.from({ length: 12 }, (_, day) => ({
          regionA: partner.region.id,
          offeredBy: partner.region.id,
          regionB: region.id,
          treatyType: 'cultural_exchange' as const,
          terms: { treatyType: 'cultural_exchange' as const, durationDays: null },
          status: 'notice' as const,
          proposedBy: owner.userId,
          proposedAt: region.createdAt,
          windowClosesAt: windowAfter(region.createdAt),
          signedAt: signedOn(day),
        })),
      )
      .returning({ id: treaties.id })
    const page = await platform.api().regions.public({ region: region.name })
    expect(page.treatiesCount).toBe(12)
    expect(page.treaties.map(({ id }) => id)).toEqual(
      signed
        .map(({ id }) => id)
        .toReversed()
        .slice(0, 10),
    )
  })

  it('has the elections of the last thirty days in its overview, with who won', async () => {
    const { region, owner } = await makeRegion(platform)
    const now = await platform.clock.now(platform.db)
    const makeCounted = async (daysAgo: number, position: 'governor' | 'ambassador', winners: string[]) => {
      const decidedAt = new Date(now.getTime() - daysAgo * DAY)
      const voteId = await makeVote(platform, {
        kind: 'election',
        regionId: region.id,
        closesAt: decidedAt,
        state: 'counted',
        decidedAt,
        tallyHash: '-',
        tally: {
          method: 'weighted_plurality',
          seats: 1,
          rollSize: 1,
          turnout: 1,
          abstentions: 0,
          candidates: [],
          winners,
          lottery: null,
        },
      })
      await platform.db.insert(elections).values({
        regionId: region.id,
        position,
        seats: 1,
        status: 'completed',
        createdAt: now,
        votingOpensAt: now,
        votingDays: 7,
        voteId,
        lotteryCommitment: '',
        lotterySecret: '',
      })
    }
    await makeCounted(40, 'governor', [owner.userId])
    await makeCounted(3, 'governor', [owner.userId])
    await makeCounted(2, 'ambassador', [])
    const overview = await platform.api(owner).regions.overview({ region: region.name })
    expect(overview.elections).toEqual([
      { at: new Date(now.getTime() - 3 * DAY).toISOString(), position: 'governor', winners: owner.callsign },
      { at: new Date(now.getTime() - 2 * DAY).toISOString(), position: 'ambassador', winners: null },
    ])
  })

  it('has a law book that opens at the page of a law', async () => {
    const { region, owner } = await makeRegion(platform)
    for (const taxRate of [0.06, 0.07, 0.08, 0.09])
      await platform.api(owner).regions.changeEconomy({ region: region.name, taxRate })
    const numbersAt = async (law: number) => {
      const book = await platform.api().regions.laws({ region: region.name, law, pageSize: 2 })
      return [book.page, ...book.items.map(({ number }) => number)]
    }
    expect(await numbersAt(5)).toEqual([1, 5, 4])
    expect(await numbersAt(3)).toEqual([2, 3, 2])
    expect(await numbersAt(1)).toEqual([3, 1])
    expect(await numbersAt(99)).toEqual([1, 5, 4])
  })

  it('show a region that all have left, with its offices, from both sides of its treaties', async () => {
    const { region, owner } = await makeRegion(platform, { governanceType: 'democracy' })
    const partner = await makeRegion(platform)
    await platform.db.delete(memberships).where(eq(memberships.regionId, region.id))
    await makeOfficeHolder(platform, region, 'ambassador', owner)
    await platform.db.insert(treaties).values({
      regionA: region.id,
      offeredBy: region.id,
      regionB: partner.region.id,
      treatyType: 'non_aggression',
      terms: { treatyType: 'non_aggression', durationDays: null },
      status: 'notice',
      proposedBy: owner.userId,
      proposedAt: region.createdAt,
      windowClosesAt: windowAfter(region.createdAt),
    })
    const reader = platform.api(await makeUser(platform))
    expect(await reader.regions.public({ region: region.name })).toMatchObject({
      citizenCount: 0,
      population: 0,
      averageReputation: 0,
      offices: [{ position: 'ambassador', callsign: owner.callsign }],
      treaties: [{ partner: { name: partner.region.name } }],
      standing: { membership: null, isOwner: false, offices: [] },
    })
    const listed = await reader.regions.directory({ search: region.name })
    expect(listed.items).toMatchObject([{ citizenCount: 0, population: 0 }])
    const nothing = await reader.regions.directory({ search: 'no region is called this' })
    expect(nothing).toMatchObject({ items: [], total: 0 })
    const own = await platform.api(partner.owner).regions.public({ region: partner.region.name })
    expect(own.treaties).toMatchObject([{ partner: { name: region.name } }])
  })

  it('do not know a region that is unknown, being built or gone', async () => {
    const building = await makeRegion(platform, { status: 'provisioning' })
    const gone = await makeRegion(platform, { status: 'terminated' })
    for (const region of [building.region.name, gone.region.name, 'nowhere-at-all'])
      await expect(platform.api().regions.public({ region })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it.each(['provisioning', 'archived'] as const)(
    'show law book and offices of a region that is %s to its government alone',
    async (status) => {
      const { region, owner } = await makeRegion(platform, { status })
      const citizen = await makeMember(platform, region)
      for (const api of [platform.api(), platform.api(citizen)]) {
        const hidden = { code: 'NOT_FOUND' }
        await expect(api.regions.laws({ region: region.name })).rejects.toMatchObject(hidden)
        await expect(api.elections.offices({ region: region.id })).rejects.toMatchObject(hidden)
      }
      expect(await platform.api(owner).regions.laws({ region: region.name })).toMatchObject({ total: 1 })
      expect((await platform.api(owner).elections.offices({ region: region.id })).length).toBeGreaterThan(0)
    },
  )
})

describe('the overview', () => {
  it('shows tiles, recorded days, laws to mark and what needs attention', async () => {
    const { region, owner } = await makeRegion(platform, {
      withGalaxy: true,
      governanceType: 'democracy',
      settings: { immigrationPolicy: 'application' },
    })
    const partner = await makeRegion(platform)
    const citizen = await makeMember(platform, region)
    const now = await platform.clock.now(platform.db)
    const soon = new Date(now.getTime() + DAY)
    await platform.api(await makeUser(platform)).membership.join({ region: region.name, as: 'resident' })
    const policy = await platform.api(citizen).policies.propose({
      region: region.name,
      policyType: 'tax_rate',
      title: 'Soon over',
      proposedChanges: { taxRate: 0.2 },
      votingDurationDays: 1,
    })
    const failed = await platform.api(citizen).policies.propose({
      region: region.name,
      policyType: 'defense',
      title: 'Cannot be',
      proposedChanges: { defenseLevel: 2 },
    })
    await platform.db
      .update(policies)
      .set({ status: 'passed', implementationError: 'It may not be.' })
      .where(eq(policies.id, failed.id))
    await platform.db.insert(elections).values({
      regionId: region.id,
      position: 'governor',
      seats: 1,
      status: 'active',
      createdAt: now,
      votingOpensAt: now,
      votingDays: 7,
      voteId: await makeVote(platform, { kind: 'election', regionId: region.id, closesAt: soon }),
      lotteryCommitment: '-',
      lotterySecret: '-',
    })
    const [treaty] = await platform.db
      .insert(treaties)
      .values({
        regionA: partner.region.id,
        offeredBy: partner.region.id,
        regionB: region.id,
        treatyType: 'defense_pact',
        terms: { treatyType: 'defense_pact', durationDays: null },
        status: 'proposed',
        proposedBy: partner.owner.userId,
        proposedAt: now,
        windowClosesAt: soon,
      })
      .returning()
    await platform.db
      .insert(treatySides)
      .values({ treatyId: treaty?.id ?? '', regionId: region.id, status: 'unsigned' })
    await platform.db.update(regions).set({ status: 'grace' }).where(eq(regions.id, region.id))
    await platform.db.insert(subscriptions).values({
      userId: owner.userId,
      plan: 'regional_owner',
      regionId: region.id,
      status: 'grace',
      state: {},
      amountMinor: 2500,
      currency: 'USD',
      graceUntil: soon,
      createdAt: now,
      updatedAt: now,
    })
    await platform.api(citizen).policies.cast({ policyId: policy.id, choice: 'yes' })
    await snapshotRegionDays(platform.ctx({ kind: 'system', job: 'test' }))
    await snapshotRegionDays(platform.ctx({ kind: 'system', job: 'test' }))

    const mine = await platform.api(owner).regions.mine({ region: region.name })
    expect(mine).toMatchObject({ status: 'grace', graceUntil: soon.toISOString() })
    const overview = await platform.api(owner).regions.overview({ region: region.name })
    expect(overview.attention.map(({ kind }) => kind)).toEqual([
      'grace',
      'implementation-failed',
      'applications',
      'treaty-offered',
      'vote-closing',
      'election-closing',
    ])
    expect(overview.attention[0]?.dueAt).toBe(soon.toISOString())
    expect(overview).toMatchObject({
      people: { population: 3, citizens: 2, visitors: 1 },
      affairs: { openPolicies: 1, openElections: 1, treatiesInForce: 0 },
      days: [{ day: now.toISOString().slice(0, 10), population: 3, ballotsCast: 1 }],
      marks: [{ kind: 'founding', number: 1 }],
      owner: { userId: owner.userId },
    })
    expect(overview.galaxy?.sectors).toBe(50)
    await platform.api(await makeUser(platform)).membership.join({ region: region.name, as: 'resident' })
    const again = await platform.api(owner).regions.overview({ region: region.name })
    expect(again.attention[2]?.title).toBe('2 applications are waiting for a decision.')
  })

  it('keeps the recorded day when the galaxy cannot be reached, and says so on the tiles', async () => {
    const { region } = await makeRegion(platform, { withGalaxy: true })
    await snapshotRegionDays(unreachable())
    expect(await platform.db.select().from(regionDays).where(eq(regionDays.regionId, region.id))).toEqual([])
    const galaxyless = await makeRegion(platform)
    await snapshotRegionDays(platform.ctx({ kind: 'system', job: 'test' }))
    const seen = await platform.api(galaxyless.owner).regions.overview({ region: galaxyless.region.id })
    expect(seen).toMatchObject({ galaxy: null, attention: [], days: [{ treasury: 0, activity: 0 }] })
    expect(
      (await platform.api(galaxyless.owner).regions.stats({ region: galaxyless.region.id })).portsCount,
    ).toBe(0)
  })

  it('warns of grace without a known end', async () => {
    const { region, owner } = await makeRegion(platform, { status: 'grace' })
    const { attention } = await platform.api(owner).regions.overview({ region: region.name })
    expect(attention).toMatchObject([{ kind: 'grace', dueAt: null }])
  })
})

describe('my votes', () => {
  it('list what one is on the roll of, open ones first', async () => {
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
    platform.clock.advance(2 * DAY)
    expect((await platform.api(citizen).policies.myVotes({})).items).toMatchObject([
      { subjectId: long.id, isOpen: true },
      { subjectId: short.id, isOpen: false },
    ])
    expect(await platform.api(citizen).policies.myVotes({ show: 'open' })).toMatchObject({ total: 1 })
    expect(await platform.api(await makeUser(platform)).policies.myVotes({})).toMatchObject({ total: 0 })
  })
})
