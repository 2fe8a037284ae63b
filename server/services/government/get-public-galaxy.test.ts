import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { nexusLaws } from '#db/schema/platform/council.ts'
import { treaties } from '#db/schema/platform/diplomacy.ts'
import { collectedPilotDays } from '#db/schema/platform/pilots.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { districtWedge } from '#server/domain/nexus/district-layout.ts'
import { type RegionStatus } from '#server/domain/regions/region-status.ts'
import { isoDay, utcDay } from '#server/domain/utc-day.ts'
import { makeDemocracy } from '#server/testing/make-democracy.ts'
import { makeMember, makeRegion } from '#server/testing/make-region.ts'
import { findTrade, makeTrader } from '#server/testing/make-trader.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { makeVote } from '#server/testing/make-vote.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { transact } from '../context.ts'
import { setRegionStatus } from '../lifecycle/set-region-status.ts'
import { withReadCache } from '../once-per-request.ts'
import { collectPilotDays } from '../pilots/collect-pilot-days.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { getPublicGalaxy } from './get-public-galaxy.ts'

const platform = useTestPlatform()
const DAY_MS = 86_400_000
const system = () => platform.ctx({ kind: 'system', job: 'test' })
const galaxyNow = () => platform.api().status.galaxy()
const seen = async ({ name }: RegionRow) => (await galaxyNow()).regions.find((one) => one.name === name)
const textsOf = async ({ name }: RegionRow) =>
  (await galaxyNow()).happenings.filter(({ region }) => region?.name === name).map(({ text }) => text)
const setStatus = (region: RegionRow, status: RegionStatus) =>
  transact(system(), (tx) => setRegionStatus(tx, region, status))

describe('the galaxy of a fresh installation', () => {
  it('has no Nexus, no region and no news', async () => {
    expect(await galaxyNow()).toMatchObject({ nexus: null, regions: [], totalRegions: 0, happenings: [] })
  })
})

describe('the galaxy', () => {
  beforeAll(async () => {
    const admin = await makeUser(platform, { role: 'admin' })
    await platform.api(admin).nexus.generate({ forceRegenerate: true })
    await platform.runOutbox()
  }, 120_000)

  it('shows a region at its gate, with its look, its people and its open votes', async () => {
    const { region, owner } = await makeDemocracy(platform, 3)
    await makeMember(platform, region, { type: 'resident' })
    await platform.db.update(regions).set({ nexusWarpGateSector: 2_300 }).where(eq(regions.id, region.id))
    await platform.api(owner).policies.propose({
      ...{ region: region.name, policyType: 'tax_rate', title: 'Lower tax' },
      proposedChanges: { taxRate: 0.08 },
    })
    const shown = await seen(region)
    const { gate, ...facts } = shown ?? { gate: null }
    expect(facts).toEqual({
      id: region.id,
      name: region.name,
      displayName: region.displayName,
      motto: region.motto,
      governanceType: 'democracy',
      taxRate: region.taxRateBp / 10_000,
      aestheticTheme: region.theme,
      citizenCount: 4,
      openVotes: 1,
      tradeOfDay: { credits: 0, orders: 0 },
    })
    expect(gate?.sectorId).toBe(2_300)
    const { x, y } = gate?.position ?? { x: NaN, y: NaN }
    expect(Math.hypot(x, y)).toBeLessThan(districtWedge('transit_hub').outerRadius)
  })

  it('has the ten districts of the Nexus', async () => {
    const { nexus } = await galaxyNow()
    expect(nexus?.districts).toHaveLength(10)
    expect(nexus?.districts.reduce((sum, { sectors }) => sum + sectors, 0)).toBe(5_000)
  })

  it('shows open regions only, the one with the most citizens first', async () => {
    const closed: Record<string, RegionRow> = {}
    for (const status of ['provisioning', 'suspended', 'evacuating', 'archived', 'terminated'] as const)
      closed[status] = (await makeRegion(platform, { status })).region
    const large = await makeDemocracy(platform, 6)
    const small = await makeRegion(platform)
    const late = await makeRegion(platform, { status: 'grace' })
    const { regions: shown, totalRegions } = await galaxyNow()
    const names = shown.map(({ name }) => name)
    for (const region of Object.values(closed)) expect(names).not.toContain(region.name)
    expect(names[0]).toBe(large.region.name)
    expect(names).toContain(small.region.name)
    expect(names).toContain(late.region.name)
    expect(totalRegions).toBe(shown.length)
    // That somebody has not paid is between them and the shop.
    expect(JSON.stringify(shown)).not.toContain('grace')
  })

  it('tells the trade of the last day that is over, never that of today', async () => {
    const { region } = await makeRegion(platform, { withGalaxy: true })
    const { maker } = await findTrade(await platform.galaxy(region.galaxyId ?? ''))
    const { putAt, buy, user } = await makeTrader(platform, region)
    await putAt(maker)
    const bought = await buy(maker, 5)
    if (bought.outcome !== 'filled') throw new Error('not filled')
    await collectPilotDays(system())
    expect((await seen(region))?.tradeOfDay).toEqual({ credits: 0, orders: 0 })
    platform.clock.advance(DAY_MS)
    const { tradeDay } = await galaxyNow()
    expect(tradeDay).toBe(isoDay(utcDay(await platform.clock.now(platform.db)) - 1))
    expect((await seen(region))?.tradeOfDay).toEqual({ credits: bought.receipt.net, orders: 1 })
    platform.clock.advance(DAY_MS)
    expect((await seen(region))?.tradeOfDay).toEqual({ credits: 0, orders: 0 })
    expect(await platform.db.$count(collectedPilotDays, eq(collectedPilotDays.userId, user.userId))).toBe(1)
  })

  it('counts no vote that strangers are not told of', async () => {
    const { region } = await makeRegion(platform)
    for (const kind of ['policy', 'election', 'treaty', 'recall'] as const)
      await makeVote(platform, { kind, regionId: region.id })
    await makeVote(platform, { kind: 'council', regionId: null })
    expect((await seen(region))?.openVotes).toBe(2)
    expect((await galaxyNow()).nexus?.openVotes).toBe(1)
  })
})

describe('what happened last', () => {
  it('is a law, the newest first, and stays when its region is suspended but not when it is gone', async () => {
    const { region, owner } = await makeRegion(platform)
    const { name } = region
    await platform.api(owner).regions.changeEconomy({ region: name, taxRate: 0.07 })
    platform.clock.advance(60_000)
    await platform
      .api(owner)
      .regions.changeGovernance({ region: name, governanceType: 'democracy', votingThreshold: 0.6 })
    const told = [
      'The form of government changed from autocracy to democracy.',
      expect.stringContaining(`${owner.callsign} decreed`) as string,
      `${owner.callsign} founded the region.`,
    ]
    expect(await textsOf(region)).toEqual(told)
    await setStatus(region, 'suspended')
    expect(await textsOf(region)).toEqual(told)
    await setStatus({ ...region, status: 'suspended' }, 'archived')
    expect(await textsOf(region)).toEqual([])
  })

  it('is at most twelve lines, whatever has happened before', async () => {
    const { owner, region } = await makeRegion(platform)
    for (let tax = 6; tax <= 19; tax++) {
      platform.clock.advance(1_000)
      await platform.api(owner).regions.changeEconomy({ region: region.name, taxRate: tax / 100 })
    }
    const { happenings } = await galaxyNow()
    expect(happenings).toHaveLength(12)
    const times = happenings.map(({ at }) => at)
    expect(times).toEqual([...times].sort().reverse())
    expect(new Set(happenings.map(({ key }) => key)).size).toBe(12)
  })

  it('is a treaty that came into force or was renewed, and what the Galactic Council decided', async () => {
    const { region, owner } = await makeRegion(platform)
    const partner = await makeRegion(platform, { displayName: 'Kessler' })
    platform.clock.advance(60_000)
    const now = await platform.clock.now(platform.db)
    const signed = async (after: number, renewsId: string | null) => {
      const [treaty] = await platform.db
        .insert(treaties)
        .values({
          ...{ regionA: region.id, regionB: partner.region.id, treatyType: 'non_aggression', renewsId },
          terms: { treatyType: 'non_aggression', durationDays: 30 },
          ...{ offeredBy: region.id, proposedBy: owner.userId, proposedAt: now, status: 'expired' },
          windowClosesAt: new Date(now.getTime() + DAY_MS),
          signedAt: new Date(now.getTime() + after),
          endedAt: new Date(now.getTime() + 10_000),
        })
        .returning({ id: treaties.id })
      return treaty?.id ?? null
    }
    await signed(2_000, await signed(1_000, null))
    for (const [number, kind] of [
      [901, 'law'],
      [902, 'resolution'],
    ] as const)
      await platform.db.insert(nexusLaws).values({
        ...{ number, kind, title: 'Lamps', changes: [] },
        enactedAt: new Date(now.getTime() + 3_000 + number),
      })
    const { happenings } = await galaxyNow()
    expect(happenings.slice(0, 4).map(({ text }) => text)).toEqual([
      'The Galactic Council resolved “Lamps”.',
      '“Lamps” became a law of the Nexus.',
      'The non-aggression pact with Kessler was renewed.',
      'A non-aggression pact with Kessler came into force.',
    ])
    platform.clock.advance(60_000)
  })

  it('is announced to everybody', async () => {
    const { owner, region } = await makeRegion(platform)
    const heard: string[] = []
    const stop = platform.ctx().events.subscribe(({ audience, topic }) => {
      if (audience.kind === 'public') heard.push(topic)
    })
    await platform.api(owner).regions.changeEconomy({ region: region.name, taxRate: 0.13 })
    await expect.poll(() => heard).toContain('galaxy')
    stop()
  })
})

describe('the reading', () => {
  it('serves all for a moment, and ends with what is announced', async () => {
    const { owner, region } = await makeRegion(platform)
    const page = () => getPublicGalaxy(withReadCache(platform.ctx({ kind: 'anonymous' })))
    const [first, second] = await Promise.all([page(), page()])
    expect(second).toBe(first)
    await platform.api(owner).regions.changeEconomy({ region: region.name, taxRate: 0.12 })
    await expect.poll(async () => (await page()).happenings[0]?.region?.name).toBe(region.name)
  })

  it('names nobody but those whom public pages name, and no purse', async () => {
    const { region } = await makeRegion(platform)
    const member = await makeMember(platform, region)
    const text = JSON.stringify(await galaxyNow())
    expect(text).not.toContain(member.userId)
    expect(text).not.toContain(member.callsign)
    for (const secret of ['treasury', 'purse', 'balance', 'ownerId', 'email', 'status', 'seed'])
      expect(text).not.toContain(`"${secret}`)
  })
})
