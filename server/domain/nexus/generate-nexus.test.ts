import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keysOf } from '../keys-of.ts'
import { COMMODITIES } from '../economy/commodities.ts'
import { type MarketRole } from '../economy/market-roles.ts'
import { isStronglyConnected } from '../galaxy/connectivity.ts'
import { type GalaxyPlan, type WarpPlan } from '../galaxy/galaxy-plan.ts'
import { LOCAL_WARP_REACH } from '../galaxy/local-warps.ts'
import { PORT_CLASS_SPECS } from '../galaxy/port-classes.ts'
import { SECTOR_SPACING } from '../galaxy/point-layout.ts'
import { DISTRICT_CHARACTERS } from './district-character.ts'
import { DISTRICT_TYPES, type DistrictType } from '../galaxy/district-types.ts'
import { districtOfSector, districtRange, DISTRICTS } from '../galaxy/districts.ts'
import { generateNexus } from './generate-nexus.ts'
import { reseedDistricts } from './nexus-spec.ts'

const nexus = generateNexus({ seed: 'golden' })
const hash = (plan: GalaxyPlan) => createHash('sha256').update(JSON.stringify(plan)).digest('hex')
const sectorOf = (plan: GalaxyPlan, id: number) => {
  const sector = plan.sectors[id - 1]
  if (sector?.id !== id) throw new Error(`sector ${id} is not in its place`)
  return sector
}
const lengthOf = (plan: GalaxyPlan, { fromSector, toSector }: WarpPlan) => {
  const from = sectorOf(plan, fromSector)
  const to = sectorOf(plan, toSector)
  return Math.hypot(from.x - to.x, from.y - to.y)
}
const within = (value: number, [min, max]: readonly [number, number]) =>
  Number.isInteger(value) && value >= min && value <= max

function expectValidNexus(plan: GalaxyPlan) {
  expect(plan.sectors.map(({ id }) => id)).toEqual(Array.from({ length: 5000 }, (_, index) => index + 1))
  const wrong = plan.sectors.filter((sector) => {
    const district = districtOfSector(sector.id)
    if (district === null || sector.district !== district) return true
    const spec = DISTRICTS[district]
    return !(
      within(sector.security, spec.security) &&
      within(sector.development, spec.development) &&
      within(sector.traffic, spec.traffic)
    )
  })
  expect(wrong).toEqual([])
  expect(
    isStronglyConnected(
      5000,
      plan.warps.map(({ fromSector, toSector }) => [fromSector - 1, toSector - 1]),
    ),
  ).toBe(true)
  const tooLong = plan.warps.filter(
    (warp) => warp.kind === 'local' && lengthOf(plan, warp) > LOCAL_WARP_REACH,
  )
  expect(tooLong).toEqual([])
  expect(new Set(plan.warps.map(({ fromSector, toSector }) => `${fromSector}>${toSector}`)).size).toBe(
    plan.warps.length,
  )
  expect(plan.warps.every(({ fromSector, toSector }) => fromSector !== toSector)).toBe(true)
}

/** A district without the warps that leave or enter it. */
function insideOf(plan: GalaxyPlan, type: DistrictType) {
  const [from, to] = districtRange(type)
  const inside = (id: number) => id >= from && id <= to
  const ports = plan.ports.filter(({ sectorId }) => inside(sectorId))
  const portIds = new Set(ports.map(({ id }) => id))
  return JSON.stringify({
    sectors: plan.sectors.filter(({ id }) => inside(id)),
    warps: plan.warps.filter(({ fromSector, toSector }) => inside(fromSector) && inside(toSector)),
    ports,
    portMarkets: plan.portMarkets.filter(({ portId }) => portIds.has(portId)),
    planets: plan.planets.filter(({ sectorId }) => inside(sectorId)),
  })
}

describe('the Central Nexus', () => {
  it('is valid for any seed: 5,000 sectors in their districts, levels in range, connected, local warps', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => expectValidNexus(generateNexus({ seed }))),
      { numRuns: 6 },
    )
  })

  it('is byte for byte the same for the same seed', () => {
    expect(hash(generateNexus({ seed: 'golden' }))).toBe(hash(nexus))
  })

  it('keeps the galaxy of a known seed (golden hash)', () => {
    expect(hash(nexus)).toBe('546267ccb2f3c2df1781699f4c55947bdcd9d458a73a9df6d7c8bef99013b098')
  })

  it('differs for another seed', () => {
    expect(hash(generateNexus({ seed: 'silver' }))).not.toBe(hash(nexus))
  })

  it('draws every level of a range about equally often', () => {
    for (const type of DISTRICT_TYPES) {
      const spec = DISTRICTS[type]
      const sectors = nexus.sectors.filter(({ district }) => district === type)
      for (const level of ['security', 'development', 'traffic'] as const) {
        const [min, max] = spec[level]
        const drawn = new Set(sectors.map((sector) => sector[level]))
        expect([type, level, drawn.size]).toEqual([type, level, max - min + 1])
        for (const value of drawn) {
          const share = sectors.filter((sector) => sector[level] === value).length / sectors.length
          expect(share * (max - min + 1)).toBeGreaterThan(0.7)
          expect(share * (max - min + 1)).toBeLessThan(1.3)
        }
      }
    }
  })

  it('has about 8% one-way links', () => {
    const routes = new Set(nexus.warps.map(({ fromSector, toSector }) => `${fromSector}>${toSector}`))
    const oneWay = nexus.warps.filter(({ fromSector, toSector }) => !routes.has(`${toSector}>${fromSector}`))
    const links = (nexus.warps.length + oneWay.length) / 2
    expect(oneWay.length / links).toBeGreaterThan(0.07)
    expect(oneWay.length / links).toBeLessThan(0.095)
  })

  it('keeps districts compact around their centre', () => {
    for (const type of DISTRICT_TYPES) {
      const own = nexus.sectors.filter(({ district }) => district === type)
      const middleX = own.reduce((sum, { x }) => sum + x, 0) / own.length
      const middleY = own.reduce((sum, { y }) => sum + y, 0) / own.length
      const farthest = Math.max(...own.map(({ x, y }) => Math.hypot(x - middleX, y - middleY)))
      // A disc of as many sectors has this radius; a compact area stays within a small multiple.
      expect(farthest).toBeLessThan(2.7 * SECTOR_SPACING * Math.sqrt(own.length / Math.PI))
    }
  })

  it('joins districts by a few two-way highways and one two-way warp gate each', () => {
    expect(nexus.warps.filter(({ kind }) => kind === 'highway')).toHaveLength(28)
    const gates = nexus.warps.filter(({ kind }) => kind === 'gate')
    expect(gates).toHaveLength(18)
    const destinations = gates
      .filter(({ fromSector }) => districtOfSector(fromSector) === 'transit_hub')
      .map(({ toSector }) => districtOfSector(toSector))
    expect(new Set(destinations).size).toBe(9)
  })

  it('gives every sector a unique name with a word of its district', () => {
    expect(new Set(nexus.sectors.map(({ name }) => name)).size).toBe(5000)
    const strangers = nexus.sectors.filter(
      ({ name, district }) =>
        district && !DISTRICT_CHARACTERS[district].nouns.some((noun) => name.includes(noun)),
    )
    expect(strangers).toEqual([])
  })

  it('gives every district its own density and classes of ports and planets', () => {
    for (const type of DISTRICT_TYPES) {
      const { settlement } = DISTRICT_CHARACTERS[type]
      const ports = nexus.ports.filter(({ sectorId }) => districtOfSector(sectorId) === type)
      const planets = nexus.planets.filter(({ sectorId }) => districtOfSector(sectorId) === type)
      expect(ports).toHaveLength(Math.round(DISTRICTS[type].sectors * settlement.portShare))
      expect(new Set(planets.map(({ sectorId }) => sectorId)).size).toBe(
        Math.round(DISTRICTS[type].sectors * settlement.planetShare),
      )
      const classes = new Set(ports.map(({ portClass }) => portClass))
      for (const portClass of settlement.guaranteedClasses) expect(classes).toContain(portClass)
    }
  })

  it.each(COMMODITIES)('makes about as much %s as it uses', (commodity) => {
    const perDay = (role: MarketRole) =>
      nexus.portMarkets
        .filter((market) => market.commodity === commodity && market.role === role)
        .reduce((sum, { productionPerDay }) => sum + Math.abs(productionPerDay), 0)
    expect(perDay('sells') / perDay('buys')).toBeGreaterThan(0.5)
    expect(perDay('sells') / perDay('buys')).toBeLessThan(1.6)
  })

  it('opens exactly the markets of each port class', () => {
    for (const { id, portClass } of nexus.ports.slice(0, 200)) {
      const own = nexus.portMarkets.filter(({ portId }) => portId === id)
      const { sells, buys } = PORT_CLASS_SPECS[portClass]
      expect(own.filter(({ role }) => role === 'sells').map(({ commodity }) => commodity)).toEqual(
        keysOf(sells),
      )
      expect(own.filter(({ role }) => role === 'buys').map(({ commodity }) => commodity)).toEqual(
        keysOf(buys),
      )
    }
  })
})

describe('regenerating one district', () => {
  const transitAgain = generateNexus(reseedDistricts({ seed: 'golden' }, ['transit_hub'], 'second'))

  it('leaves every other district byte for byte the same', () => {
    for (const type of DISTRICT_TYPES)
      expect(insideOf(transitAgain, type) === insideOf(nexus, type)).toBe(type !== 'transit_hub')
  })

  it('keeps the warps between all other districts', () => {
    const elsewhere = (plan: GalaxyPlan) =>
      plan.warps.filter(
        ({ fromSector, toSector }) =>
          districtOfSector(fromSector) !== 'transit_hub' && districtOfSector(toSector) !== 'transit_hub',
      )
    expect(elsewhere(transitAgain)).toEqual(elsewhere(nexus))
  })

  it('gives a valid Nexus for any district and seed', () => {
    fc.assert(
      fc.property(fc.constantFrom(...DISTRICT_TYPES), fc.string({ minLength: 1 }), (district, seed) =>
        expectValidNexus(generateNexus(reseedDistricts({ seed: 'golden' }, [district], seed))),
      ),
      { numRuns: 4 },
    )
  })

  it('keeps the seeds of districts regenerated earlier', () => {
    const once = reseedDistricts({ seed: 's' }, ['gateway_plaza'], 'one')
    expect(reseedDistricts(once, ['transit_hub', 'gateway_plaza'], 'two')).toEqual({
      seed: 's',
      districtSeeds: { gateway_plaza: 'two', transit_hub: 'two' },
    })
    expect(once).toEqual({ seed: 's', districtSeeds: { gateway_plaza: 'one' } })
  })
})
