import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { COMMODITIES } from '../economy/commodities.ts'
import { SPECIALIZATIONS } from '../economy/specializations.ts'
import { isStronglyConnected } from './connectivity.ts'
import { ZONES } from './galaxy-plan.ts'
import { generateRegion, MIN_REGION_SECTORS, type RegionPlan } from './generate-region.ts'
import { LOCAL_WARP_REACH } from './local-warps.ts'
import { PLANET_CLASS_SPECS } from './planet-classes.ts'
import { COMMODITY_MARKETS, PORT_CLASSES } from './port-classes.ts'
import { createWarpGraph, turnsFrom } from './route-finding.ts'
import { SPECIALIZATION_PORTS, ZONE_CHARACTERS } from './zone-character.ts'

const hash = (plan: RegionPlan) => createHash('sha256').update(JSON.stringify(plan)).digest('hex')
const spec = fc.record({
  seed: fc.string(),
  sectors: fc.integer({ min: MIN_REGION_SECTORS, max: 700 }),
  specialization: fc.constantFrom(null, ...SPECIALIZATIONS),
})
const always = (check: (plan: RegionPlan, sectors: number) => void) =>
  fc.assert(
    fc.property(spec, (input) => check(generateRegion(input), input.sectors)),
    { numRuns: 25 },
  )

describe('a region', () => {
  it('has 500 sectors by default', () => {
    expect(generateRegion({ seed: 'r' }).sectors).toHaveLength(500)
  })

  it('has the requested number of sectors with unique names, strongly connected by local warps', () => {
    always(({ sectors, warps }, count) => {
      expect(sectors.map(({ id }) => id)).toEqual(Array.from({ length: count }, (_, index) => index + 1))
      expect(new Set(sectors.map(({ name }) => name)).size).toBe(count)
      expect(
        isStronglyConnected(
          count,
          warps.map(({ fromSector, toSector }) => [fromSector - 1, toSector - 1]),
        ),
      ).toBe(true)
      for (const { fromSector, toSector, kind } of warps) {
        const from = sectors[fromSector - 1]
        const to = sectors[toSector - 1]
        expect(kind).toBe('local')
        expect(Math.hypot((from?.x ?? 0) - (to?.x ?? 0), (from?.y ?? 0) - (to?.y ?? 0))).toBeLessThanOrEqual(
          LOCAL_WARP_REACH,
        )
      }
    })
  })

  it('has all three zones, ordered by warps from the gate', () => {
    always(({ sectors, warps, gateSectorId }) => {
      const hops = turnsFrom(createWarpGraph(warps), gateSectorId)
      const distances = ZONES.map((zone) =>
        sectors.filter((sector) => sector.zone === zone).map(({ id }) => hops.get(id) ?? Infinity),
      )
      const [federation = [], border = [], frontier = []] = distances
      expect(Math.min(...distances.map((zone) => zone.length))).toBeGreaterThan(0)
      expect(Math.max(...federation)).toBeLessThan(Math.min(...border))
      expect(Math.max(...border)).toBeLessThan(Math.min(...frontier))
      expect(sectors[gateSectorId - 1]?.zone).toBe('federation')
    })
  })

  it('draws levels within the ranges of the zone', () => {
    always(({ sectors }) => {
      for (const sector of sectors) {
        if (sector.zone === null) throw new Error('a region’s sector has a zone')
        for (const level of ['security', 'development', 'traffic'] as const) {
          const [min, max] = ZONE_CHARACTERS[sector.zone][level]
          expect(sector[level]).toBeGreaterThanOrEqual(min)
          expect(sector[level]).toBeLessThanOrEqual(max)
        }
      }
    })
  })

  it('has a trade hub at the gate and a port of every class', () => {
    always(({ ports, portMarkets, gateSectorId }) => {
      expect(ports.find(({ sectorId }) => sectorId === gateSectorId)?.portClass).toBe('trade_hub')
      expect(new Set(ports.map(({ portClass }) => portClass)).size).toBe(PORT_CLASSES.length)
      expect(new Set(ports.map(({ sectorId }) => sectorId)).size).toBe(ports.length)
      for (const commodity of COMMODITIES) {
        const roles = portMarkets.filter((market) => market.commodity === commodity).map(({ role }) => role)
        expect(new Set(roles).size).toBe(2)
      }
    })
  })

  it('opens markets at rest with whole numbers and at fair prices', () => {
    always(({ portMarkets }) => {
      for (const market of portMarkets) {
        const { commodity, role, basePrice, stock, capacity, productionPerDay, restBp } = market
        expect([basePrice, stock, capacity, productionPerDay, restBp].every(Number.isSafeInteger)).toBe(true)
        // A twentieth either way, and half a credit of rounding.
        const usual = COMMODITY_MARKETS[commodity].basePrice
        expect(Math.abs(basePrice - usual)).toBeLessThanOrEqual(usual / 20 + 0.5)
        expect(stock).toBe(Math.floor((capacity * restBp) / 10_000))
        expect(restBp).toBeGreaterThanOrEqual(role === 'sells' ? 6500 : 1500)
        expect(restBp).toBeLessThanOrEqual(role === 'sells' ? 8500 : 3500)
        expect(Math.sign(productionPerDay)).toBe(role === 'sells' ? 1 : -1)
        expect(Math.abs(productionPerDay)).toBeGreaterThanOrEqual(Math.floor(capacity * 0.57))
        expect(Math.abs(productionPerDay)).toBeLessThanOrEqual(Math.ceil(capacity * 0.63))
      }
    })
  })

  it('has planets with a population that fits their class', () => {
    always(({ planets }) => {
      for (const { planetClass, habitability, population, id, sectorId } of planets) {
        const { habitability: range, maxPopulation } = PLANET_CLASS_SPECS[planetClass]
        expect(habitability).toBeGreaterThanOrEqual(range[0])
        expect(habitability).toBeLessThanOrEqual(range[1])
        expect(population).toBeLessThanOrEqual(maxPopulation)
        expect(Math.floor(id / 10)).toBe(sectorId)
      }
      expect(new Set(planets.map(({ id }) => id)).size).toBe(planets.length)
    })
  })

  it('is byte for byte the same for the same spec and differs for another seed', () => {
    const golden = generateRegion({ seed: 'golden', specialization: 'mining' })
    expect(hash(generateRegion({ seed: 'golden', specialization: 'mining' }))).toBe(hash(golden))
    expect(hash(generateRegion({ seed: 'silver', specialization: 'mining' }))).not.toBe(hash(golden))
    expect(hash(golden)).toBe('13c0fd38dbe245d7d1e56024f30428f1a1dbb39a2ed7684d07e2d16761e87487')
  })

  it.each(SPECIALIZATIONS)(
    'specialised in %s has more ports of that trade on the same map',
    (specialization) => {
      const plain = generateRegion({ seed: 'trade' })
      const special = generateRegion({ seed: 'trade', specialization })
      const count = ({ ports }: RegionPlan) =>
        ports.filter(({ portClass }) => portClass === SPECIALIZATION_PORTS[specialization]).length
      expect(count(special)).toBeGreaterThan(count(plain))
      expect(special.warps).toEqual(plain.warps)
      expect(special.sectors).toEqual(plain.sectors)
    },
  )

  it.each([0, 49, 100.5, Number.NaN])('throws for %s sectors', (sectors) => {
    expect(() => generateRegion({ seed: 'r', sectors })).toThrow(RangeError)
  })
})
