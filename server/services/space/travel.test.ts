import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { contractDays, contracts } from '#db/schema/galaxy/contracts.ts'
import { custody } from '#db/schema/platform/travel.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { pilots } from '#db/schema/galaxy/presence.ts'
import { balanceOf } from '#server/galaxy/ledger-account.ts'
import { postTransfer } from '#server/galaxy/post-transfer.ts'
import { type RegionStatus } from '#server/domain/regions/region-status.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { type MadeRegion } from '#server/testing/make-region.ts'
import { findTrade } from '#server/testing/make-trader.ts'
import { useGalaxies } from '#server/testing/make-galaxies.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'

const platform = useTestPlatform()
const galaxies = useGalaxies(platform)
let home: MadeRegion
let far: MadeRegion
let nexus: string

beforeAll(async () => {
  nexus = await galaxies.makeNexus()
  home = await galaxies.makeLinked({ name: 'home-port', displayName: 'Home Port' })
  far = await galaxies.makeLinked({
    name: 'far-port',
    displayName: 'Far Port',
    settings: { taxRateBp: 900, tariffBp: 300 },
  })
}, 120_000)

const setStatus = ({ region }: MadeRegion, status: RegionStatus) =>
  platform.db.update(regions).set({ status }).where(eq(regions.id, region.id))
const crossingsOf = (userId: string) => platform.db.select().from(custody).where(eq(custody.userId, userId))
const nexusDb = () => platform.galaxy(nexus)
const homeDb = () => galaxies.galaxyOf(home.region)
/** A newcomer at the gate with something bought aboard. */
async function withCargo() {
  const traveller = await galaxies.makeTraveller(home)
  const { maker } = await findTrade(await homeDb())
  await traveller.putAt(maker)
  await traveller.buy(maker, 7)
  await traveller.putAt({ sectorId: home.region.gateSector ?? 0 })
  return { ...traveller, good: maker.commodity }
}

describe('a crossing', () => {
  it('takes ship, cargo, purse and turns along, for what its preview said, and is recorded', async () => {
    const traveller = await withCargo()
    const { api, userId, good } = traveller
    const before = await galaxies.presenceIn(await homeDb(), userId)
    const { passages } = await api.travel.here()
    expect(passages).toMatchObject([
      {
        to: { ref: 'nexus' },
        kind: 'gate',
        turns: 5,
        minutes: 3,
        fare: 40,
        toll: 25,
        total: 65,
        refusal: null,
      },
    ])
    const treasury = await balanceOf(await nexusDb(), 'treasury')
    const begun = await traveller.depart('nexus', { maxCredits: 65 })
    expect(begun).toMatchObject({
      from: 'Home Port',
      to: 'the Central Nexus',
      fare: 40,
      toll: 25,
      secondsLeft: 180,
    })
    expect(await galaxies.whereaboutsOf(userId)).toMatchObject({ state: 'travelling', fencingVersion: 2 })
    expect(await galaxies.presenceIn(await homeDb(), userId)).toMatchObject({
      pilot: { present: false },
      ship: null,
      cargo: {},
      purse: 0,
      drift: [],
    })
    const purse = (before?.purse ?? 0) - 65
    expect(await crossingsOf(userId)).toMatchObject([
      { state: 'held', pilot: { purse, cargo: { [good]: 7 } } },
    ])

    const view = await traveller.arrive()
    expect(view).toMatchObject({
      place: { ref: 'nexus' },
      sector: { id: home.region.nexusWarpGateSector, isGate: true },
      purse,
    })
    const there = await galaxies.presenceIn(await nexusDb(), userId)
    const { docked: _docked, ...kept } = before?.pilot ?? {}
    expect(there).toMatchObject({
      pilot: {
        ...kept,
        present: true,
        fencingVersion: 2,
        sectorId: home.region.nexusWarpGateSector,
        enteredAt: expect.any(Date) as Date,
        turnsAt: expect.any(Date) as Date,
        milliturns: expect.any(Number) as number,
      },
      ship: before?.ship,
      cargo: { [good]: 7 },
      purse,
      drift: [],
    })
    expect(await galaxies.whereaboutsOf(userId)).toMatchObject({
      state: 'present',
      galaxyId: nexus,
      fencingVersion: 2,
    })
    expect(await crossingsOf(userId)).toMatchObject([{ state: 'closed', outcome: 'arrived' }])
    expect(await balanceOf(await nexusDb(), 'treasury')).toBe(treasury + 25)
    const audited = await platform.db.select().from(auditLog).where(eq(auditLog.subjectId, begun.id))
    expect(audited.map(({ action }) => action).sort()).toEqual(['travel.arrived', 'travel.departed'])
  })

  it('takes no sealed goods: a courier forfeits them first, and the day’s count goes along', async () => {
    const traveller = await galaxies.makeTraveller(home)
    const db = await homeDb()
    const { userId } = traveller
    const at = await platform.clock.now(db)
    const courier = {
      ...{ id: randomUUID(), kind: 'courier' as const, state: 'taken' as const, portId: 1, fromPortId: 1 },
      ...{ units: 10, premium: 72, postedAt: at, dueAt: new Date(at.getTime() + 1_000), userId, takenAt: at },
    }
    await db.insert(contracts).values(courier)
    await db.transaction((tx) =>
      postTransfer(tx, {
        ...{ id: courier.id, reason: 'courier_deposit', at },
        postings: [
          { account: 'purse', ownerId: userId, asset: 'credits', amount: -60n },
          { account: 'escrow', ownerId: courier.id, asset: 'credits', amount: 60n },
        ],
      }),
    )
    const taken = { day: at.toISOString().slice(0, 10), shortages: 2, couriers: 9 }
    await db.insert(contractDays).values({ userId, ...taken })
    await expect(traveller.depart('nexus')).rejects.toMatchObject({ cause: { reason: 'courier-open' } })
    const treasury = await balanceOf(db, 'treasury')
    await traveller.depart('nexus', { forfeitCouriers: true })
    expect(await balanceOf(db, 'treasury')).toBe(treasury + 60)
    await traveller.arrive()
    const [brought] = await (
      await nexusDb()
    )
      .select()
      .from(contractDays)
      .where(eq(contractDays.userId, userId))
    expect(brought).toEqual({ userId, ...taken })
  })

  it('leads on to another region, whose visitor one becomes, and back', async () => {
    const traveller = await galaxies.makeTraveller(home)
    await traveller.depart('nexus')
    await traveller.arrive()
    const hub = await nexusDb()
    await hub
      .update(pilots)
      .set({ sectorId: far.region.nexusWarpGateSector ?? 0 })
      .where(eq(pilots.userId, traveller.userId))
    const { passages } = await traveller.api.travel.here()
    expect(passages).toMatchObject([{ to: { ref: 'far-port' }, kind: 'gate', total: 65 }])
    await traveller.depart('far-port')
    expect(await traveller.arrive()).toMatchObject({
      place: { ref: 'far-port' },
      sector: { id: far.region.gateSector },
    })
    const member = await platform.db
      .select()
      .from(memberships)
      .where(eq(memberships.userId, traveller.userId))
    expect(member.find(({ regionId }) => regionId === far.region.id)).toMatchObject({ type: 'visitor' })
    // Where the pilot has an old row, it is overwritten.
    await traveller.depart('nexus')
    await traveller.arrive()
    await hub
      .update(pilots)
      .set({ sectorId: home.region.nexusWarpGateSector ?? 0 })
      .where(eq(pilots.userId, traveller.userId))
    await traveller.depart('home-port')
    expect(await traveller.arrive()).toMatchObject({ place: { ref: 'home-port' }, purse: 1_000 - 4 * 65 })
    expect(await galaxies.whereaboutsOf(traveller.userId)).toMatchObject({ fencingVersion: 5 })
  })

  it('does not matter for residence, which may be asked for from anywhere and moves nobody', async () => {
    const traveller = await galaxies.makeTraveller(home)
    const { join, leave } = traveller.api.membership
    const resident = { membershipType: 'resident', outcome: 'joined' }
    expect(await join({ region: 'far-port', as: 'resident' })).toMatchObject(resident)
    expect(await traveller.api.space.mySector()).toMatchObject({ place: { ref: 'home-port' } })
    await leave({ region: 'far-port' })
    await traveller.depart('nexus')
    expect(await join({ region: 'far-port', as: 'resident' })).toMatchObject(resident)
    expect(await traveller.arrive()).toMatchObject({ place: { ref: 'nexus' } })
  })

  it('shows what is charged on trade there', async () => {
    const traveller = await galaxies.makeTraveller(home)
    await traveller.depart('nexus')
    await traveller.arrive()
    await (
      await nexusDb()
    )
      .update(pilots)
      .set({ sectorId: far.region.nexusWarpGateSector ?? 0 })
      .where(eq(pilots.userId, traveller.userId))
    const [passage] = (await traveller.api.travel.here()).passages
    expect(passage?.customs).toEqual({ lawTaxRate: 0.09, taxRate: 0.09, tariffRate: 0.03 })
    await traveller.depart('far-port')
    const view = await traveller.arrive()
    expect(view?.rates).toEqual({ taxRateBp: 900, tariffBp: 300 })
  })

  it('is one, however often it is asked for', async () => {
    const traveller = await galaxies.makeTraveller(home)
    const crossingId = randomUUID()
    const asked = await Promise.all([1, 2, 3].map(() => traveller.depart('nexus', { crossingId })))
    expect(new Set(asked.map(({ id }) => id)).size).toBe(1)
    await traveller.arrive()
    expect(await traveller.depart('nexus', { crossingId })).toMatchObject({ outcome: 'arrived' })
    expect(await crossingsOf(traveller.userId)).toHaveLength(1)
  })

  it('begins once of two that are asked for at the same moment', async () => {
    const traveller = await galaxies.makeTraveller(home)
    const outcomes = await Promise.allSettled([traveller.depart('nexus'), traveller.depart('nexus')])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const refused = outcomes.find(({ status }) => status === 'rejected')
    expect(refused).toMatchObject({ reason: { cause: { reason: 'travelling' } } })
    expect(await crossingsOf(traveller.userId)).toHaveLength(1)
  })

  it('races a trade and a move, and nothing is doubled or left behind', async () => {
    for (let run = 0; run < 5; run++) {
      const { userId, api, good, ...traveller } = await withCargo()
      const { maker } = await findTrade(await homeDb())
      const gate = home.region.gateSector ?? 0
      const [warp] = (await api.space.mySector())?.warps ?? []
      await Promise.allSettled([
        traveller.depart('nexus'),
        api.space.move({ toSector: warp?.sectorId ?? 0 }),
        api.economy.give({ region: home.region.name, giftId: randomUUID(), amount: 1 }),
        traveller.buy(maker, 1),
      ])
      const here = await galaxies.presenceIn(await homeDb(), userId)
      const [crossing] = await crossingsOf(userId)
      if (crossing) expect(here).toMatchObject({ pilot: { present: false }, cargo: {}, purse: 0, ship: null })
      else expect(here?.pilot).toMatchObject({ present: true })
      if (!crossing) expect(here?.pilot.sectorId).not.toBe(gate)
      expect((crossing?.pilot.cargo ?? here?.cargo)?.[good]).toBe(7)
      expect(here?.drift).toEqual([])
    }
  })
})

describe('while under way', () => {
  it('every other verb says when one arrives, and the old version of the pilot is of no use', async () => {
    const traveller = await galaxies.makeTraveller(home)
    const { api } = traveller
    await traveller.depart('nexus')
    const calls = {
      move: () => api.space.move({ toSector: 1 }),
      sector: () => api.space.mySector(),
      enter: () => api.space.enter({ region: 'nexus' }),
      market: () => api.trade.markets(),
      depart: () => traveller.depart('nexus'),
    }
    for (const [name, ask] of Object.entries(calls))
      await expect(ask(), name).rejects.toMatchObject({
        code: 'CONFLICT',
        message: expect.stringMatching(/arrives in \d min/) as string,
        cause: { reason: 'travelling', retryAfterSeconds: expect.any(Number) as number },
      })
    const old = { userId: traveller.userId, fencingVersion: 1 }
    const here = platform.ctx().galaxies.apiFor(home.region.galaxyId ?? '', { clock: platform.clock })
    await expect(here.movePilot({ ...old, toSector: 2, version: 1, terms: null })).rejects.toMatchObject({
      reason: 'not-present',
    })
    expect(await api.travel.here()).toMatchObject({ underWay: { to: 'the Central Nexus' }, passages: [] })
  })

  it('nobody else sees or uses the crossing', async () => {
    const traveller = await galaxies.makeTraveller(home)
    const crossingId = randomUUID()
    const { id } = await traveller.depart('nexus', { crossingId })
    const other = await makeUser(platform)
    expect(await platform.api(other).travel.crossing()).toBeNull()
    await expect(platform.api(other).travel.depart({ crossingId, to: 'nexus' })).rejects.toMatchObject({
      cause: { reason: 'not-present' },
    })
    await expect(platform.api().travel.depart({ crossingId: id, to: 'nexus' })).rejects.toMatchObject({
      code: 'UNAUTHORIZED',
    })
  })
})

describe('a departure is refused', () => {
  it('away from the gate, without turns, without credits, and at a higher price than accepted', async () => {
    const traveller = await galaxies.makeTraveller(home)
    const db = await homeDb()
    const reasonOf = (call: Promise<unknown>) =>
      call.then(
        () => 'departed',
        (error: { cause?: { reason?: string } }) => error.cause?.reason,
      )
    expect(await reasonOf(traveller.depart('nexus', { maxCredits: 64 }))).toBe('price-moved')
    expect(await reasonOf(traveller.depart('nowhere'))).toBe(undefined)
    await traveller.putAt({ sectorId: home.region.gateSector === 2 ? 3 : 2 })
    expect(await reasonOf(traveller.depart('nexus'))).toBe('not-at-gate')
    expect((await traveller.api.travel.here()).passages).toEqual([])
    await traveller.putAt({ sectorId: home.region.gateSector ?? 0 })
    await db
      .update(pilots)
      .set({ milliturns: 0, turnsAt: await platform.clock.now(platform.db) })
      .where(eq(pilots.userId, traveller.userId))
    const [tired] = (await traveller.api.travel.here()).passages
    expect(tired?.refusal?.reason).toBe('not-enough-turns')
    expect(await reasonOf(traveller.depart('nexus'))).toBe('not-enough-turns')
    expect(await crossingsOf(traveller.userId)).toEqual([])
  })
})

describe('a destination that takes no ships', () => {
  it.each(['suspended', 'evacuating', 'archived'] as const)(
    'is refused before one leaves, and returns who is already under way with the toll: %s',
    async (status) => {
      const traveller = await galaxies.makeTraveller(home)
      await traveller.depart('nexus')
      await traveller.arrive()
      const hub = await nexusDb()
      const sectorId = far.region.nexusWarpGateSector ?? 0
      await hub.update(pilots).set({ sectorId }).where(eq(pilots.userId, traveller.userId))
      await traveller.depart('far-port')
      await setStatus(far, status)
      const back = await traveller.arrive()
      expect(back).toMatchObject({
        place: { ref: 'nexus' },
        sector: { id: sectorId },
        purse: 1_000 - 65 - 40,
      })
      const [, second] = await crossingsOf(traveller.userId)
      expect(second).toMatchObject({ state: 'closed', outcome: 'returned' })
      const notices = await traveller.api.notifications.list({})
      expect(notices.items[0]).toMatchObject({
        kind: 'travel.returned',
        title: expect.stringContaining('Far Port') as string,
      })
      const [passage] = (await traveller.api.travel.here()).passages
      expect(passage?.refusal?.reason).toBe(status === 'archived' ? undefined : 'region-not-open')
      await expect(traveller.depart('far-port')).rejects.toMatchObject({
        code: status === 'archived' ? 'NOT_FOUND' : 'CONFLICT',
      })
      await setStatus(far, 'active')
    },
  )

  it('and a gate that is gone lead to Gateway Plaza', async () => {
    const one = await galaxies.makeLinked()
    const other = await galaxies.makeLinked()
    await galaxies.openBorders(one, other)
    const traveller = await galaxies.makeTraveller(one)
    expect((await traveller.api.travel.here()).passages).toMatchObject([
      { to: { ref: 'nexus' } },
      { to: { ref: other.region.name }, kind: 'open_borders', turns: 8, minutes: 5, fare: 60, toll: 0 },
    ])
    await traveller.depart(other.region.name)
    await setStatus(one, 'archived')
    await setStatus(other, 'suspended')
    const view = await traveller.arrive()
    expect(view).toMatchObject({ place: { ref: 'nexus' }, sector: { area: 'gateway_plaza' }, purse: 940 })
    expect(await crossingsOf(traveller.userId)).toMatchObject([{ outcome: 'diverted', state: 'closed' }])
  })
})

describe('in a closed region', () => {
  it('one can leave for Gateway Plaza from any sector, without fare, toll and turns, and do nothing else', async () => {
    const closing = await galaxies.makeLinked()
    const traveller = await galaxies.makeTraveller(closing)
    await traveller.putAt({ sectorId: closing.region.gateSector === 5 ? 6 : 5 })
    const db = await galaxies.galaxyOf(closing.region)
    await db.update(pilots).set({ milliturns: 0 }).where(eq(pilots.userId, traveller.userId))
    await setStatus(closing, 'evacuating')
    await expect(traveller.api.space.move({ toSector: 1 })).rejects.toMatchObject({
      cause: { reason: 'region-not-open' },
    })
    expect((await traveller.api.travel.here()).passages).toMatchObject([
      { to: { ref: 'nexus' }, kind: 'evacuation', turns: 0, total: 0, refusal: null },
    ])
    await traveller.depart('nexus')
    const view = await traveller.arrive()
    expect(view).toMatchObject({ place: { ref: 'nexus' }, sector: { area: 'gateway_plaza' }, purse: 1_000 })
  })
})
