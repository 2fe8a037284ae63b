import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Zone } from '../galaxy/galaxy-plan.ts'
import { createWarpGraph, findRoute } from '../galaxy/route-finding.ts'
import { planJourneys, type JourneyCost, type WayTurns } from './journey.ts'
import { passageCost, type Passenger } from './passage.ts'
import { sectorFilter, sectorSafety } from './route-filter.ts'
import { passagesFor, type Passage, type SectorRef, type RegionGate } from './travel-network.ts'

const hauler: Passenger = { hull: 'hauler', isGalacticCitizen: false, tollCredits: 25 }
const gate = (galaxyId: string, nexusSector: number, more: Partial<RegionGate> = {}): RegionGate => ({
  galaxyId,
  gateSector: 1,
  nexusSector,
  isOpen: true,
  openBorders: [],
  ...more,
})
const at = (galaxyId: string, sectorId = 1): SectorRef => ({ galaxyId, sectorId })
/** Sectors of a galaxy lie on a line, a turn apart. */
const onALine: WayTurns = (_, from, to) => Math.abs(from - to)

describe('a passage', () => {
  it('10: takes a Hauler from region to region through the Nexus or over open borders', () => {
    const through = passageCost('gate', hauler)
    expect(through).toEqual({ turns: 5, minutes: 3, fare: 80n, toll: 25n })
    expect([2n * through.fare, 2n * through.toll, 2n * (through.fare + through.toll)]).toEqual([
      160n,
      50n,
      210n,
    ])
    expect(passageCost('open_borders', hauler)).toEqual({ turns: 8, minutes: 5, fare: 120n, toll: 0n })
  })

  it.each([
    ['pathfinder', 40n, 60n],
    ['corvette', 45n, 67n],
    ['bulk_carrier', 240n, 360n],
  ] as const)('takes a %s by its holds as built, halves floored', (hull, fare, direct) => {
    expect(passageCost('gate', { ...hauler, hull }).fare).toBe(fare)
    expect(passageCost('open_borders', { ...hauler, hull }).fare).toBe(direct)
  })

  it('takes galactic citizens without a toll', () => {
    expect(passageCost('gate', { ...hauler, isGalacticCitizen: true })).toMatchObject({ fare: 80n, toll: 0n })
  })
})

describe('a journey', () => {
  const regions = [
    gate('a', 100, { openBorders: ['b'] }),
    gate('b', 111, { openBorders: ['a'] }),
    gate('c', 130),
  ]

  it('lists what is fastest and what is cheapest', () => {
    const journeys = planJourneys(at('a', 4), at('b', 6), passagesFor(regions, 'nexus', hauler), onALine)
    expect(journeys).toEqual([
      {
        turns: 3 + 8 + 5,
        minutes: 5,
        credits: 120n,
        parts: [
          { kind: 'way', galaxyId: 'a', from: 4, to: 1, turns: 3 },
          { kind: 'passage', passage: expect.objectContaining({ kind: 'open_borders' }) as Passage },
          { kind: 'way', galaxyId: 'b', from: 1, to: 6, turns: 5 },
        ],
      },
    ])
    const rich = { ...hauler, isGalacticCitizen: true, hull: 'pathfinder' as const }
    const tolled = planJourneys(at('a'), at('c'), passagesFor(regions, 'nexus', rich), onALine)
    // By b: 8 + 10 + 19 turns and 60 + 80 credits; straight: 10 + 30 turns and 80 credits.
    expect(tolled.map(({ turns, minutes, credits }) => [turns, minutes, credits])).toEqual([
      [37, 11, 140n],
      [40, 6, 80n],
    ])
  })

  it('10: costs two passages and the way between the hub sectors', () => {
    const [journey] = planJourneys(
      at('a'),
      at('c'),
      passagesFor([gate('a', 100), gate('c', 111)], 'nexus', hauler),
      onALine,
    )
    expect(journey).toMatchObject({ turns: 10 + 11, minutes: 6, credits: 210n })
  })

  it('inside one galaxy is its way', () => {
    const passages = passagesFor(regions, 'nexus', hauler)
    expect(planJourneys(at('a', 3), at('a', 7), passages, onALine)).toEqual([
      {
        turns: 4,
        minutes: 0,
        credits: 0n,
        parts: [{ kind: 'way', galaxyId: 'a', from: 3, to: 7, turns: 4 }],
      },
    ])
    expect(planJourneys(at('a'), at('a'), passages, onALine)).toEqual([
      { turns: 0, minutes: 0, credits: 0n, parts: [] },
    ])
  })

  it('leads neither into nor through a region that is not open, but out of it', () => {
    const shut = [
      gate('a', 100, { openBorders: ['b'], isOpen: false }),
      gate('b', 111, { openBorders: ['a'] }),
    ]
    const passages = passagesFor(shut, 'nexus', hauler)
    expect(planJourneys(at('b'), at('a'), passages, onALine)).toEqual([])
    expect(planJourneys(at('a'), at('b'), passages, onALine).map(({ turns }) => turns)).toEqual([21])
    expect(planJourneys(at('a'), at('nexus', 100), passages, onALine).map(({ turns }) => turns)).toEqual([5])
  })

  it('needs a Nexus or open borders', () => {
    expect(planJourneys(at('a'), at('c'), passagesFor(regions, null, hauler), onALine)).toEqual([])
    expect(planJourneys(at('a'), at('b'), passagesFor(regions, null, hauler), onALine)).toHaveLength(1)
  })

  it('needs ways to and between gates', () => {
    const noWay: WayTurns = (galaxyId, from, to) => (galaxyId === 'nexus' && from !== to ? null : 0)
    expect(planJourneys(at('a'), at('c'), passagesFor(regions, 'nexus', hauler), noWay)).toEqual([])
  })

  it('is planned among 400 regions, some of them with open borders', () => {
    const many = Array.from({ length: 400 }, (_, index) =>
      gate(`r${index}`, 2201 + index, { openBorders: index % 3 === 0 ? [`r${(index * 7) % 400}`] : [] }),
    )
    const journeys = planJourneys(at('r1'), at('r333', 20), passagesFor(many, 'nexus', hauler), onALine)
    expect(journeys.length).toBeGreaterThan(0)
    expect(journeys.at(-1)).toMatchObject({ turns: 10 + 332 + 19, minutes: 6, credits: 210n })
  })

  it('is never beaten by a journey that brute force finds, and every unbeaten cost is found', () => {
    const place = fc.record({
      galaxyId: fc.constantFrom('a', 'b', 'c', 'd'),
      sectorId: fc.integer({ min: 1, max: 3 }),
    })
    const passage = fc
      .record({
        kind: fc.constant('gate' as const),
        from: place,
        to: place,
        turns: fc.integer({ min: 1, max: 9 }),
        minutes: fc.integer({ min: 1, max: 9 }),
        fare: fc.bigInt({ min: 1n, max: 9n }),
        toll: fc.bigInt({ min: 0n, max: 3n }),
      })
      .map(({ kind, from, to, ...cost }): Passage => ({ kind, from, to, cost }))
    const ways = fc.array(fc.option(fc.nat({ max: 5 }), { nil: null }), { minLength: 36, maxLength: 36 })
    fc.assert(
      fc.property(place, place, fc.array(passage, { maxLength: 8 }), ways, (from, to, passages, table) => {
        const wayTurns = shortestWays(table)
        const found = planJourneys(from, to, passages, wayTurns)
        expect(costsOf(found)).toEqual(unbeaten(bruteForce(from, to, passages, wayTurns)))
        for (const journey of found) expect(sumOf(journey.parts)).toEqual(costOf(journey))
      }),
      { numRuns: 1000 },
    )
  })
})

/** Ways between the three sectors of four galaxies, from a table of direct ones. */
function shortestWays(direct: readonly (number | null)[]): WayTurns {
  const turnsOf = (galaxyId: string, a: number, b: number) =>
    a === b ? 0 : (direct['abcd'.indexOf(galaxyId) * 9 + (a - 1) * 3 + (b - 1)] ?? Infinity)
  return (galaxyId, a, b) => {
    const third = [1, 2, 3].map((by) => turnsOf(galaxyId, a, by) + turnsOf(galaxyId, by, b))
    const turns = Math.min(turnsOf(galaxyId, a, b), ...third)
    return turns === Infinity ? null : turns
  }
}

const costOf = ({ turns, minutes, credits }: JourneyCost): JourneyCost => ({ turns, minutes, credits })
const costsOf = (costs: readonly JourneyCost[]) => costs.map((cost) => JSON.stringify(plain(cost))).sort()
const plain = ({ turns, minutes, credits }: JourneyCost) => [turns, minutes, Number(credits)]

/** Costs of all journeys that take no passage twice. */
function bruteForce(
  from: SectorRef,
  to: SectorRef,
  passages: readonly Passage[],
  wayTurns: WayTurns,
): JourneyCost[] {
  const direct = from.galaxyId === to.galaxyId ? wayTurns(from.galaxyId, from.sectorId, to.sectorId) : null
  const costs: JourneyCost[] = direct === null ? [] : [{ turns: direct, minutes: 0, credits: 0n }]
  for (const passage of passages) {
    if (passage.from.galaxyId !== from.galaxyId) continue
    const way = wayTurns(from.galaxyId, from.sectorId, passage.from.sectorId)
    if (way === null) continue
    const others = passages.filter((other) => other !== passage)
    for (const rest of bruteForce(passage.to, to, others, wayTurns))
      costs.push({
        turns: way + passage.cost.turns + rest.turns,
        minutes: passage.cost.minutes + rest.minutes,
        credits: passage.cost.fare + passage.cost.toll + rest.credits,
      })
  }
  return costs
}

function unbeaten(costs: readonly JourneyCost[]) {
  const all = new Map(costs.map((cost) => [JSON.stringify(plain(cost)), cost]))
  const best = [...all.values()].filter(
    (cost) =>
      ![...all.values()].some(
        (other) =>
          other !== cost &&
          other.turns <= cost.turns &&
          other.minutes <= cost.minutes &&
          other.credits <= cost.credits,
      ),
  )
  return costsOf(best)
}

function sumOf(parts: ReturnType<typeof planJourneys>[number]['parts']): JourneyCost {
  let [turns, minutes, credits] = [0, 0, 0n]
  for (const part of parts) {
    if (part.kind === 'way') turns += part.turns
    else {
      turns += part.passage.cost.turns
      minutes += part.passage.cost.minutes
      credits += part.passage.cost.fare + part.passage.cost.toll
    }
  }
  return { turns, minutes, credits }
}

describe('a filter', () => {
  const sectors: { id: number; security: number; zone: Zone | null }[] = [
    { id: 1, security: 8, zone: 'federation' },
    { id: 2, security: 5, zone: 'border' },
    { id: 3, security: 2, zone: 'frontier' },
  ]
  const allowed = (
    avoidsFights: boolean,
    lowestSecurity: number,
    pvpRule: Parameters<typeof sectorSafety>[1]['pvpRule'],
  ) => {
    const mayEnter = sectorFilter({ avoidsFights, lowestSecurity }, sectors, { pvpRule, patrolsOnDuty: 2 })
    return [1, 2, 3, 4].filter(mayEnter)
  }

  it('knows where attacks are lawful', () => {
    expect(allowed(true, 1, 'contested_zones')).toEqual([1])
    expect(allowed(true, 1, 'open')).toEqual([])
    expect(allowed(true, 1, 'forbidden')).toEqual([1, 2, 3])
    expect(allowed(true, 1, null)).toEqual([1, 2, 3])
    expect(allowed(false, 1, 'open')).toEqual([1, 2, 3])
  })

  it('counts patrols as security', () => {
    expect(allowed(false, 7, 'open')).toEqual([1, 2])
    expect(allowed(false, 5, 'open')).toEqual([1, 2])
    expect(allowed(false, 4, 'open')).toEqual([1, 2, 3])
    expect(sectorSafety({ security: 9, zone: 'federation' }, { pvpRule: 'open', patrolsOnDuty: 5 })).toEqual({
      security: 10,
      fightsAreLawful: true,
    })
  })

  it('leads routes around', () => {
    const graph = createWarpGraph(
      [
        [1, 3],
        [3, 2],
        [1, 4],
        [4, 5],
        [5, 2],
      ].map(([fromSector = 0, toSector = 0]) => ({ fromSector, toSector, kind: 'local' as const })),
    )
    const calm = [...sectors, { id: 4, security: 9, zone: null }, { id: 5, security: 9, zone: null }]
    const mayEnter = sectorFilter({ avoidsFights: false, lowestSecurity: 5 }, calm, {
      pvpRule: 'open',
      patrolsOnDuty: 0,
    })
    expect(findRoute(graph, 1, 2)?.turns).toBe(2)
    expect(findRoute(graph, 1, 2, mayEnter)?.legs.map(({ sectorId }) => sectorId)).toEqual([4, 5, 2])
  })
})
