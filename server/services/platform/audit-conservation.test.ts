import { and, eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { type GalaxyPool } from '#db/client.ts'
import { ledgerAccounts } from '#db/schema/galaxy/ledger.ts'
import { pilots, shipCargo } from '#db/schema/galaxy/presence.ts'
import { portMarkets } from '#db/schema/galaxy/space.ts'
import { conservationAudits } from '#db/schema/platform/conservation.ts'
import { custody } from '#db/schema/platform/travel.ts'
import { cutOff } from '#server/testing/cut-off.ts'
import { useGalaxies } from '#server/testing/make-galaxies.ts'
import { type MadeRegion } from '#server/testing/make-region.ts'
import { findTrade, type FoundMarket } from '#server/testing/make-trader.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { maintainLogs } from '../economy/maintain-logs.ts'
import { type UserActor } from '../require-actor.ts'
import { auditConservation } from './audit-conservation.ts'
import { auditOnceADay } from './audit-once-a-day.ts'

const platform = useTestPlatform()
const galaxies = useGalaxies(platform)
const system = () => platform.ctx({ kind: 'system', job: 'test' })
let home: MadeRegion
let db: GalaxyPool
let admin: UserActor
let maker: FoundMarket
let traveller: Awaited<ReturnType<typeof galaxies.makeTraveller>>
let settled: Awaited<ReturnType<typeof galaxies.makeTraveller>>

beforeAll(async () => {
  await galaxies.makeNexus()
  admin = await makeUser(platform, { role: 'admin' })
  home = await galaxies.makeLinked({ displayName: 'Home' })
  db = await galaxies.galaxyOf(home.region)
  ;({ maker } = await findTrade(db))
  settled = await galaxies.makeTraveller(home)
  await settled.putAt(maker)
  await settled.buy(maker, 4)
  // One who is under way with cargo while the audit runs, and one who has been to the Nexus and paid the toll.
  traveller = await galaxies.makeTraveller(home)
  await traveller.putAt(maker)
  await traveller.buy(maker, 5)
  await traveller.putAt({ sectorId: home.region.gateSector ?? 0 })
  const arrived = await galaxies.makeTraveller(home)
  await arrived.depart('nexus')
  await arrived.arrive()
  await traveller.depart('nexus')
  platform.clock.advance(20 * 60_000)
}, 120_000)

const audit = () => auditConservation(system())
/** What is found while something is wrong; afterwards everything adds up again. */
async function findingsWhile(breakIt: () => Promise<unknown>, mendIt: () => Promise<unknown>) {
  await breakIt()
  const { result, differences } = await audit()
  await mendIt()
  expect(result).toBe('differences')
  expect((await audit()).differences).toEqual([])
  return differences
}

describe('the conservation audit', () => {
  it('finds nothing while everything adds up, travellers and landed tolls included', async () => {
    expect(await audit()).toEqual({ result: 'balanced', differences: [] })
    await traveller.api.space.mySector()
    platform.clock.advance(20 * 60_000)
    expect(await audit()).toEqual({ result: 'balanced', differences: [] })
  })

  it('goes on when the days before are rolled up', async () => {
    platform.clock.advance(40 * 86_400_000)
    await maintainLogs(system())
    expect(await audit()).toEqual({ result: 'balanced', differences: [] })
    expect(await settled.buy(maker, 1)).toMatchObject({ outcome: 'filled' })
    expect(await audit()).toEqual({ result: 'balanced', differences: [] })
  })

  it('finds a purse with credits that nobody paid', async () => {
    const purse = and(eq(ledgerAccounts.kind, 'purse'), eq(ledgerAccounts.ownerId, settled.userId))
    const add = (amount: number) => () =>
      db
        .update(ledgerAccounts)
        .set({ balance: sql`${ledgerAccounts.balance} + ${amount}` })
        .where(purse)
    expect(await findingsWhile(add(7), add(-7))).toMatchObject([
      { kind: 'balance', galaxyId: home.region.galaxyId, subject: `purse ${settled.userId}` },
    ])
  })

  it('finds goods aboard and at a port that came from nowhere', async () => {
    const aboard = (amount: number) => () =>
      db.update(shipCargo).set({ quantity: sql`${shipCargo.quantity} + ${amount}` })
    expect(await findingsWhile(aboard(1), aboard(-1))).toMatchObject([
      { kind: 'cargo', expected: 5, found: 6 },
    ])
    const stock = (amount: number) => () =>
      db
        .update(portMarkets)
        .set({ stock: sql`${portMarkets.stock} + ${amount}` })
        .where(and(eq(portMarkets.portId, maker.portId), eq(portMarkets.commodity, maker.commodity)))
    expect(await findingsWhile(stock(1), stock(-1))).toMatchObject([
      { kind: 'stock', subject: `${maker.commodity} at port ${maker.portId}` },
    ])
  })

  it('finds what left one galaxy and is nowhere', async () => {
    const another = await galaxies.makeTraveller(home)
    await another.depart('nexus')
    platform.clock.advance(20 * 60_000)
    const rows = await platform.db.select().from(custody).where(eq(custody.userId, another.userId))
    const found = await findingsWhile(
      () => platform.db.delete(custody).where(eq(custody.userId, another.userId)),
      () => platform.db.insert(custody).values(rows),
    )
    expect(found).toMatchObject([{ kind: 'transit', subject: 'credits', expected: 960, found: 0 }])
    await another.api.space.mySector()
  })

  it('finds somebody who is in two galaxies', async () => {
    const present = (is: boolean) => () =>
      db.update(pilots).set({ present: is }).where(eq(pilots.userId, traveller.userId))
    expect(await findingsWhile(present(true), present(false))).toMatchObject([
      { kind: 'presence', subject: traveller.userId },
      { kind: 'presence', subject: traveller.userId },
    ])
  })

  it('tells administrators, is on their page and on no other', async () => {
    const { items } = await platform.api(admin).notifications.list({})
    expect(items[0]).toMatchObject({ kind: 'conservation.difference' })
    const audits = await platform.api(admin).operations.conservation()
    expect(audits[0]).toMatchObject({ result: 'balanced', galaxies: 2, differencesTotal: 0 })
    expect(audits.flatMap(({ differences }) => differences)).toContainEqual(
      expect.objectContaining({ kind: 'balance', place: 'Home' }),
    )
    await expect(platform.api(settled.user).operations.conservation()).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
  })

  it('is incomplete without an answer of a galaxy, and then repeated on the same day', async () => {
    const away = cutOff(system(), { galaxyId: home.region.galaxyId })
    expect(await auditConservation(away)).toMatchObject({ result: 'incomplete', differences: [] })
    platform.clock.advance(86_400_000)
    const now = await platform.clock.now(platform.db)
    platform.clock.advance(86_400_000 - (now.getTime() % 86_400_000) + 2 * 3_600_000)
    const count = () => platform.db.$count(conservationAudits)
    const before = await count()
    await auditOnceADay(cutOff(system(), { galaxyId: home.region.galaxyId }))
    await auditOnceADay(system())
    await auditOnceADay(system())
    expect(await count()).toBe(before + 2)
  })
})
