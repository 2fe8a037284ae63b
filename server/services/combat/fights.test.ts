import { randomUUID } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type GalaxyPool } from '#db/client.ts'
import { ledgerAccounts } from '#db/schema/galaxy/ledger.ts'
import { ambushes, fights, meetings } from '#db/schema/galaxy/combat.ts'
import { eventLog, pilots, shipCargo, ships } from '#db/schema/galaxy/presence.ts'
import { ports, sectors, warps } from '#db/schema/galaxy/space.ts'
import { notifications } from '#db/schema/platform/identity.ts'
import { travellingPilot } from '#server/domain/travel/travelling-pilot.ts'
import { makeFighter, type FighterOptions, type MadeFighter } from '#server/testing/make-fighter.ts'
import { makeMember, makeRegion, type MadeRegion } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'

const platform = useTestPlatform()
let made: MadeRegion
let galaxy: GalaxyPool
/** Two neighbours on the frontier, without security. */
let from: number
let to: number

beforeAll(async () => {
  made = await makeRegion(platform, { withGalaxy: true, settings: { pvpRule: 'open', defenseLevel: 0 } })
  galaxy = await platform.galaxy(made.region.galaxyId ?? '')
  const [warp] = await galaxy.select().from(warps).where(eq(warps.kind, 'local')).limit(1)
  ;[from, to] = [warp?.fromSector ?? 0, warp?.toSector ?? 0]
  for (const id of [from, to])
    await galaxy.update(sectors).set({ security: 1, zone: 'frontier' }).where(eq(sectors.id, id))
})

// The first to lie in wait stops a ship: pilots of other tests would be in the way.
beforeEach(async () => {
  await galaxy.delete(ambushes)
})

const fighter = (options: FighterOptions = {}) => makeFighter(platform, made.region, options)
const corsair = (options: FighterOptions = {}) => fighter({ hull: 'corvette', ...options })
const cargoOf = async ({ shipId }: MadeFighter) => {
  const rows = await galaxy.select().from(shipCargo).where(eq(shipCargo.shipId, shipId))
  return Object.fromEntries(rows.map(({ commodity, quantity }) => [commodity, quantity]))
}
const pilotOf = async ({ user }: MadeFighter) => {
  const [row] = await galaxy.select().from(pilots).where(eq(pilots.userId, user.userId))
  if (!row) throw new Error('no such pilot')
  return row
}
const damageOf = async ({ shipId }: MadeFighter) =>
  (await galaxy.select().from(ships).where(eq(ships.id, shipId)))[0]?.damageBp

/** The attacker lies in wait, the other flies in. */
async function meetUp(attacker: MadeFighter, victim: MadeFighter) {
  await attacker.putAt({ sectorId: to })
  await attacker.api.combat.lieInWait()
  await victim.putAt({ sectorId: from })
  return victim.api.space.move({ toSector: to })
}
const attack = ({ api }: MadeFighter, { user }: MadeFighter, attackId = randomUUID()) =>
  api.combat.attack({ callsign: user.callsign, attackId })
const odds = ({ api }: MadeFighter, { user }: MadeFighter) => api.combat.odds({ callsign: user.callsign })

describe('a fight', () => {
  it('is won by the greater number, which was shown: half the cargo is lost, half of that is loot, the ship is towed', async () => {
    const attacker = await corsair()
    const victim = await fighter({ cargo: { ore: 41, food: 10 } })
    expect(await meetUp(attacker, victim)).toMatchObject({ end: 'stopped', sectorId: to })
    expect((await victim.api.space.mySector())?.encounter.stoppedBy?.callsign).toBe(attacker.user.callsign)
    expect((await attacker.api.space.mySector())?.encounter.stopped).toMatchObject([
      { callsign: victim.user.callsign },
    ])
    expect(await odds(attacker, victim)).toMatchObject({
      ...{ attack: 100, defense: 50, turns: 20, damageCost: 7_500, refusal: null },
    })
    const before = Math.floor((await pilotOf(attacker)).milliturns / 1_000)
    const report = await attack(attacker, victim)
    expect(report).toMatchObject({
      ...{ attack: 100, defense: 50, won: true },
      spoils: { lost: { ore: 20, food: 5 }, taken: { ore: 10, food: 2 }, destroyed: { ore: 10, food: 3 } },
    })
    expect(await cargoOf(victim)).toEqual({ ore: 21, food: 5 })
    expect(await cargoOf(attacker)).toEqual({ ore: 10, food: 2 })
    const loser = await pilotOf(victim)
    expect(loser.sectorId).toBe(report.towedTo)
    const [haven] = await galaxy
      .select({ zone: sectors.zone })
      .from(sectors)
      .innerJoin(ports, eq(ports.sectorId, sectors.id))
      .where(eq(sectors.id, loser.sectorId))
    expect(haven?.zone).toBe('federation')
    expect([await damageOf(victim), await damageOf(attacker)]).toEqual([300, 0])
    expect(Math.floor((await pilotOf(attacker)).milliturns / 1_000)).toBeLessThanOrEqual(before - 19)
    const { rows } = await galaxy.execute<{ asset: string; sum: string }>(
      sql`select asset, sum(amount)::text as sum from ledger_postings group by asset`,
    )
    for (const { asset, sum } of rows) expect(sum, asset).toBe('0')
    const [notice] = await platform.db
      .select()
      .from(notifications)
      .where(eq(notifications.userId, victim.user.userId))
    expect(notice).toMatchObject({ kind: 'combat.defeated' })
    const sides = { sectorId: to, won: true }
    expect((await victim.api.trade.log({})).fights).toMatchObject([
      { ...sides, isAttacker: false, other: attacker.user.callsign },
    ])
    expect((await attacker.api.trade.log({})).fights).toMatchObject([
      { ...sides, isAttacker: true, other: victim.user.callsign },
    ])
    expect(await galaxy.$count(eventLog, and(eq(eventLog.kind, 'attacked'), eq(eventLog.sectorId, to)))).toBe(
      1,
    )
    // The towed ship docks slowly, and is protected.
    expect((await victim.api.space.mySector())?.ship?.docking.turns).toBe(15)
  })

  it('is lost when the numbers are equal: the attacker pays for a twentieth of the hull, the other loses nothing', async () => {
    const attacker = await corsair()
    const victim = await fighter({ hull: 'freighter', modules: ['shield'], cargo: { ore: 8 } })
    await meetUp(attacker, victim)
    expect(await odds(attacker, victim)).toMatchObject({ attack: 100, defense: 100 })
    expect(await attack(attacker, victim)).toMatchObject({ won: false, towedTo: null })
    expect([await damageOf(attacker), await damageOf(victim)]).toEqual([500, 0])
    expect(await cargoOf(victim)).toEqual({ ore: 8 })
    expect((await pilotOf(victim)).sectorId).toBe(to)
  })

  it('counts fellow citizens in the sector, at most two', async () => {
    const attacker = await corsair()
    const home = await makeRegion(platform)
    const victim = await fighter({ user: await makeMember(platform, home.region) })
    const alone = async () => (await odds(attacker, victim)).defense
    await meetUp(attacker, victim)
    expect(await alone()).toBe(50)
    for (const defense of [65, 80, 80]) {
      const friend = await fighter({ user: await makeMember(platform, home.region) })
      await friend.putAt({ sectorId: to })
      expect(await alone()).toBe(defense)
    }
  })

  it('is made once however often it is sent, and never twice by attacks that race', async () => {
    const attacker = await corsair()
    const victim = await fighter({ cargo: { ore: 80 } })
    await meetUp(attacker, victim)
    const attackId = randomUUID()
    const same = await Promise.allSettled([1, 2, 3].map(() => attack(attacker, victim, attackId)))
    const others = await Promise.allSettled([1, 2].map(() => attack(attacker, victim)))
    const reports = same.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    expect(reports).toHaveLength(3)
    for (const report of reports) expect(report).toEqual(reports[0])
    expect(others.every(({ status }) => status === 'rejected')).toBe(true)
    expect(await cargoOf(victim)).toEqual({ ore: 40 })
    expect(await galaxy.$count(fights, eq(fights.attackerId, attacker.user.userId))).toBe(1)
  })
})

describe('an attack is refused', () => {
  it.each<[string, FighterOptions, (victim: MadeFighter) => Promise<unknown>]>([
    ['docked', {}, ({ user }) => set(user.userId, { docked: true })],
    [
      'pathfinder',
      {},
      ({ shipId }) => galaxy.update(ships).set({ shipClass: 'pathfinder' }).where(eq(ships.id, shipId)),
    ],
    ['beginner', {}, async ({ user }) => set(user.userId, { beganAt: await platform.clock.now(galaxy) })],
    ['defeated', {}, async ({ user }) => set(user.userId, { defeatedAt: await platform.clock.now(galaxy) })],
    ['not-met', {}, ({ user }) => galaxy.delete(meetings).where(eq(meetings.defenderId, user.userId))],
    ['not-met', {}, ({ user }) => set(user.userId, { sectorId: from })],
    [
      'too-poor',
      {},
      ({ user }) =>
        galaxy.update(ledgerAccounts).set({ balance: 0 }).where(eq(ledgerAccounts.ownerId, user.userId)),
    ],
  ])('with %s, also when it changed after they met', async (reason, options, change) => {
    const attacker = await corsair()
    const victim = await fighter({ ...options, cargo: { ore: 4 } })
    await meetUp(attacker, victim)
    await change(victim)
    await expect(attack(attacker, victim)).rejects.toMatchObject({ code: 'CONFLICT', cause: { reason } })
    expect(await cargoOf(victim)).toEqual({ ore: 4 })
  })

  it('while attacks are forbidden, without turns, from a port, after ten minutes, and once the other flew on', async () => {
    const attacker = await corsair()
    const victim = await fighter()
    await meetUp(attacker, victim)
    const refused = (reason: string) =>
      expect(attack(attacker, victim)).rejects.toMatchObject({ cause: { reason } })
    await set(attacker.user.userId, { docked: true })
    await refused('attacker-docked')
    await set(attacker.user.userId, { docked: false, milliturns: 0 })
    await refused('not-enough-turns')
    await set(attacker.user.userId, { milliturns: 1_000_000 })
    await victim.api.space.move({ toSector: await wayFrom(to) })
    await refused('not-met')
    await victim.putAt({ sectorId: from })
    await victim.api.space.move({ toSector: to })
    platform.clock.advance(11 * 60_000)
    await refused('not-met')
    platform.clock.set(0)
  })

  it('once the other has left by a gate, also after they came back to the same sector', async () => {
    const attacker = await corsair()
    const victim = await fighter()
    await meetUp(attacker, victim)
    const { userId } = victim.user
    const passage = { passage: 'gate' as const, tollCredits: 0, isGalacticCitizen: false, maxCredits: null }
    const api = platform.ctx().galaxies.apiFor(made.region.galaxyId ?? '', { clock: platform.clock })
    const { messages } = await api.departPilot({
      ...{ userId, fencingVersion: (await pilotOf(victim)).fencingVersion, crossingId: randomUUID() },
      ...{
        version: made.region.mapVersion,
        gateSector: null,
        to: { galaxyId: randomUUID(), sectorId: null },
        ...passage,
      },
      forfeitCouriers: true,
    })
    const departed = messages.map(({ message }) => message).find(({ kind }) => kind === 'departed')
    if (departed?.kind !== 'departed') throw new Error('a departure is reported')
    // Back within the ten minutes of the meeting: nobody stopped them this time.
    await api.arrivePilot({
      ...{ userId, fencingVersion: departed.fencingVersion + 1, crossingId: departed.crossingId },
      ...{ sectorId: to, pilot: travellingPilot.parse(departed.pilot), returnedToll: 0 },
    })
    await expect(attack(attacker, victim)).rejects.toMatchObject({ cause: { reason: 'not-met' } })
  })

  it('to strangers, without a ship, and for pilots who are not there or nobody', async () => {
    const attacker = await corsair()
    const foe = { callsign: attacker.user.callsign, attackId: randomUUID() }
    await expect(platform.api().combat.attack(foe)).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    await expect(platform.api().combat.lieInWait()).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    const nobody = platform.api(await makeUser(platform))
    await expect(nobody.combat.attack(foe)).rejects.toMatchObject({ cause: { reason: 'not-present' } })
    await expect(nobody.combat.lieInWait()).rejects.toMatchObject({ cause: { reason: 'not-present' } })
    await expect(attacker.api.combat.attack(foe)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const unknown = { ...foe, callsign: 'nobody-of-this-name' }
    await expect(attacker.api.combat.attack(unknown)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const elsewhere = await makeUser(platform)
    await expect(attacker.api.combat.odds({ callsign: elsewhere.callsign })).rejects.toMatchObject({
      cause: { reason: 'not-met' },
    })
  })
})

describe('lying in wait', () => {
  it('costs five turns once, needs guns, and ends by moving', async () => {
    const trader = await fighter()
    await trader.putAt({ sectorId: to })
    await expect(trader.api.combat.lieInWait()).rejects.toMatchObject({ cause: { reason: 'unarmed' } })
    const attacker = await corsair()
    await attacker.putAt({ sectorId: to })
    const turns = async () => (await attacker.api.space.mySector())?.turns.milliturns ?? 0
    const full = await turns()
    const first = await attacker.api.combat.lieInWait()
    expect(await attacker.api.combat.lieInWait()).toEqual(first)
    expect(full - (await turns())).toBeGreaterThan(4_900)
    expect(full - (await turns())).toBeLessThan(5_100)
    expect((await attacker.api.space.mySector())?.encounter.ambushUntil).toBe(first.until)
    await attacker.api.space.move({ toSector: await wayFrom(to) })
    expect(await galaxy.$count(ambushes, eq(ambushes.userId, attacker.user.userId))).toBe(0)
  })

  it('stops nobody who is protected, and nobody twice on a way', async () => {
    const attacker = await corsair()
    const newcomer = await fighter({ hull: 'pathfinder' })
    expect(await meetUp(attacker, newcomer)).toMatchObject({ end: 'arrived' })
    const victim = await fighter()
    await victim.putAt({ sectorId: from })
    expect(await victim.api.space.move({ toSector: to })).toMatchObject({ end: 'stopped' })
    expect(await victim.api.space.move({ toSector: await wayFrom(to) })).toMatchObject({ end: 'arrived' })
  })

  it('is refused where attacks are forbidden, where nobody is stopped either', async () => {
    const calm = await makeRegion(platform, { withGalaxy: true, settings: { pvpRule: 'forbidden' } })
    const attacker = await makeFighter(platform, calm.region, { hull: 'corvette' })
    await expect(attacker.api.combat.lieInWait()).rejects.toMatchObject({ cause: { reason: 'forbidden' } })
  })
})

async function wayFrom(sectorId: number): Promise<number> {
  const [warp] = await galaxy.select().from(warps).where(eq(warps.fromSector, sectorId)).limit(1)
  return warp?.toSector ?? 0
}

const set = (userId: string, change: Partial<typeof pilots.$inferInsert>) =>
  galaxy.update(pilots).set(change).where(eq(pilots.userId, userId))
