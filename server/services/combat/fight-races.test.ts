import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { type GalaxyPool } from '#db/client.ts'
import { ambushes, fights } from '#db/schema/galaxy/combat.ts'
import { pilots, shipCargo } from '#db/schema/galaxy/presence.ts'
import { ports, sectors, warps } from '#db/schema/galaxy/space.ts'
import { trades } from '#db/schema/galaxy/trade.ts'
import { makeFighter, type MadeFighter } from '#server/testing/make-fighter.ts'
import { makeRegion, type MadeRegion } from '#server/testing/make-region.ts'
import { findMarkets, type FoundMarket } from '#server/testing/make-trader.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'

const platform = useTestPlatform()
const ROUNDS = 8
const ABOARD = 60
const SOLD = 10

let made: MadeRegion
let galaxy: GalaxyPool
/** Lawless sectors: one with a port that buys, and the one that ships come from. */
let market: FoundMarket
let from: number

beforeAll(async () => {
  made = await makeRegion(platform, { withGalaxy: true, settings: { pvpRule: 'open', defenseLevel: 0 } })
  galaxy = await platform.galaxy(made.region.galaxyId ?? '')
  const havens = await galaxy
    .select({ id: ports.id })
    .from(ports)
    .innerJoin(sectors, eq(sectors.id, ports.sectorId))
    .where(eq(sectors.zone, 'federation'))
  const found = (await findMarkets(galaxy, { role: 'buys' })).find(({ portId }) =>
    havens.every(({ id }) => id !== portId),
  )
  if (!found) throw new Error('a port outside the federation buys something')
  market = found
  const [warp] = await galaxy.select().from(warps).where(eq(warps.toSector, market.sectorId)).limit(1)
  from = warp?.fromSector ?? 0
  for (const id of [from, market.sectorId])
    await galaxy.update(sectors).set({ security: 1, zone: 'frontier' }).where(eq(sectors.id, id))
})

/** A victim who was stopped where a port buys what they carry, and who stopped them. */
async function meetAtPort() {
  // The first to lie in wait stops a ship: those of earlier rounds would be in the way.
  await galaxy.delete(ambushes)
  const attacker = await makeFighter(platform, made.region, { hull: 'corvette' })
  const victim = await makeFighter(platform, made.region, {
    cargo: { [market.commodity]: ABOARD },
  })
  await attacker.putAt(market)
  await attacker.api.combat.lieInWait()
  await victim.putAt({ sectorId: from })
  expect(await victim.api.space.move({ toSector: market.sectorId })).toMatchObject({ end: 'stopped' })
  return { attacker, victim }
}

const cargoOf = async ({ shipId }: MadeFighter) => {
  const rows = await galaxy.select().from(shipCargo).where(eq(shipCargo.shipId, shipId))
  return rows.find(({ commodity }) => commodity === market.commodity)?.quantity ?? 0
}
const stateOf = async (victim: MadeFighter) => {
  const { userId } = victim.user
  const [pilot] = await galaxy.select().from(pilots).where(eq(pilots.userId, userId))
  const [fight] = await galaxy.select().from(fights).where(eq(fights.defenderId, userId))
  return {
    sectorId: pilot?.sectorId,
    docked: pilot?.docked,
    isDefeated: pilot?.defeatedAt !== null,
    cargo: await cargoOf(victim),
    hasSold: (pilot?.salesNet ?? 0) > 0,
    trades: await galaxy.$count(trades, eq(trades.userId, userId)),
    fight: fight ? { won: fight.won, spoils: fight.spoils } : null,
  }
}
const attack = ({ api }: MadeFighter, { user }: MadeFighter) =>
  api.combat.attack({ callsign: user.callsign, attackId: randomUUID() })
const reasonOf = (one: PromiseSettledResult<unknown>) =>
  one.status === 'rejected' ? (one.reason as { cause?: { reason?: string } }).cause?.reason : 'done'

/** Starts both at once, now the one first and now the other. */
async function race<A, B>(round: number, one: () => Promise<A>, other: () => Promise<B>) {
  if (round % 2 === 0) return Promise.allSettled([one(), other()])
  const [second, first] = await Promise.allSettled([other(), one()])
  return [first, second] as const
}

describe('in the moment of an attack', () => {
  it('a victim either has sold and is docked, or has lost and is towed: never both, and nothing between', async () => {
    const rounds = Array.from({ length: ROUNDS }, (_, round) => round)
    for (const round of rounds) {
      const { attacker, victim } = await meetAtPort()
      const [sale, attacked] = await race(
        round,
        () => victim.sell(market, SOLD),
        () => attack(attacker, victim),
      )
      const state = await stateOf(victim)
      if (sale.status === 'fulfilled') {
        expect(reasonOf(attacked)).toBe('docked')
        expect(state).toEqual({
          ...{ sectorId: market.sectorId, docked: true, isDefeated: false },
          ...{ cargo: ABOARD - SOLD, hasSold: true, trades: 1, fight: null },
        })
        expect(await cargoOf(attacker)).toBe(0)
      } else {
        expect([reasonOf(sale), reasonOf(attacked)]).toEqual(['not-here', 'done'])
        expect(state).toMatchObject({
          ...{ docked: false, isDefeated: true, cargo: ABOARD / 2, hasSold: false, trades: 0 },
          fight: { won: true, spoils: { lost: { [market.commodity]: ABOARD / 2 } } },
        })
        expect(state.sectorId).not.toBe(market.sectorId)
        expect(await cargoOf(attacker)).toBe(ABOARD / 4)
      }
    }
  })

  it('a victim either has flown on with all of it, or has lost and is towed', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { attacker, victim } = await meetAtPort()
      const [flight, attacked] = await race(
        round,
        () => victim.api.space.move({ toSector: from }),
        () => attack(attacker, victim),
      )
      const { sectorId, cargo, isDefeated } = await stateOf(victim)
      if (attacked.status === 'fulfilled') {
        expect(flight.status).toBe('rejected')
        expect({ cargo, isDefeated }).toEqual({ cargo: ABOARD / 2, isDefeated: true })
        expect([from, market.sectorId]).not.toContain(sectorId)
      } else {
        expect([flight.status, reasonOf(attacked)]).toEqual(['fulfilled', 'not-met'])
        expect({ sectorId, cargo, isDefeated }).toEqual({
          sectorId: from,
          cargo: ABOARD,
          isDefeated: false,
        })
      }
    }
  })

  it('an attacker who docks in the same moment either has docked or has attacked', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { attacker, victim } = await meetAtPort()
      await galaxy
        .insert(shipCargo)
        .values({ shipId: attacker.shipId, commodity: market.commodity, quantity: 1 })
      const [sale, attacked] = await race(
        round,
        () => attacker.sell(market, 1),
        () => attack(attacker, victim),
      )
      const { cargo } = await stateOf(victim)
      if (attacked.status === 'fulfilled') expect(cargo).toBe(ABOARD / 2)
      else expect([reasonOf(attacked), cargo]).toEqual(['attacker-docked', ABOARD])
      // Who has attacked may dock afterwards: nothing of the attack is undone by it.
      expect(sale.status).toBe('fulfilled')
    }
  })
})
