import { type StoredMarket } from '#server/domain/economy/market-on-day.ts'
import { endowment, evenLevels, type GoodsTable } from '#server/domain/economy/price-level.ts'
import { type GalaxyPlan } from '#server/domain/galaxy/galaxy-plan.ts'
import { generateRegion } from '#server/domain/galaxy/generate-region.ts'
import { type PortClass } from '#server/domain/galaxy/port-classes.ts'
import { gateSectorForRegion } from '#server/domain/galaxy/gate-sectors.ts'
import { createWarpGraph, turnsFrom } from '#server/domain/galaxy/route-finding.ts'
import { generateNexus } from '#server/domain/nexus/generate-nexus.ts'
import { DAY_MS } from '#server/domain/utc-day.ts'

/** The day on which every simulation begins, UTC days since 1970. */
export const FIRST_DAY = 20_000

export type SimulatedPort = { galaxy: number; sectorId: number; portClass: PortClass; markets: number[] }
/** `row` is what the database would hold; a trade replaces it. */
export type SimulatedMarket = { galaxy: number; port: number; row: StoredMarket }

/** What carrying goods between two ports takes besides turns within a galaxy. */
export type Crossing = { turns: number; fare: number }

/** One or two galaxies as traders need them: ports and markets by index, and the turns between ports. */
export type World = {
  galaxies: { ports: number; endowment: GoodsTable }[]
  ports: SimulatedPort[]
  markets: SimulatedMarket[]
  /** Fewest turns from port to port, row by row. */
  turns: Uint16Array
  /** Credits from one galaxy to the other. */
  crossing: Crossing | null
  /** For each port those where its traders look: within {@link NEAR_TURNS}, all where they may cross. */
  near: number[][]
}

/** Traders in the Nexus look no farther; a longer way never pays there. */
const NEAR_TURNS = 24

type Source = { plan: GalaxyPlan; endowment: GoodsTable; gateSector: number }

export const regionWorld = (seed: string): World => worldOf([regionSource(seed)], null)

export const nexusWorld = (seed: string): World =>
  worldOf([{ plan: generateNexus({ seed }), endowment: evenLevels(), gateSector: 0 }], null)

/** Two regions whose gates are joined, for one hull: fares depend on it. */
export const twinWorld = (seeds: readonly [string, string], crossing: Crossing): World =>
  worldOf(seeds.map(regionSource), crossing)

let nexusAtGates: GalaxyPlan | null = null

/** A region and what of the Nexus lies around its gate, for one hull. */
export function gateWorld(seed: string, crossing: Crossing): World {
  const plan = (nexusAtGates ??= generateNexus({ seed: 'sim' }))
  const gateSector = gateSectorForRegion(0)
  const turns = turnsFrom(createWarpGraph(plan.warps), gateSector)
  const ports = plan.ports.filter(({ sectorId }) => (turns.get(sectorId) ?? Infinity) <= GATE_TURNS)
  const kept = new Set(ports.map(({ id }) => id))
  const portMarkets = plan.portMarkets.filter(({ portId }) => kept.has(portId))
  const nexus = { plan: { ...plan, ports, portMarkets }, endowment: evenLevels(), gateSector }
  return worldOf([regionSource(seed), nexus], crossing)
}

/** Who carries goods through a gate sells them within so many turns of it. */
const GATE_TURNS = 8

function regionSource(seed: string): Source {
  const plan = generateRegion({ seed })
  return { plan, endowment: endowment(seed), gateSector: plan.gateSectorId }
}

function worldOf(sources: readonly Source[], crossing: Crossing | null): World {
  const ports: SimulatedPort[] = []
  const markets: SimulatedMarket[] = []
  sources.forEach(({ plan }, galaxy) => addGalaxy(ports, markets, plan, galaxy))
  const turns = turnsBetween(sources, ports, crossing)
  const near = ports.map((_, from) =>
    ports.flatMap((_other, to) =>
      crossing || (turns[from * ports.length + to] ?? 0) <= NEAR_TURNS ? [to] : [],
    ),
  )
  const galaxies = sources.map(({ plan, endowment: given }) => ({
    ports: plan.ports.length,
    endowment: given,
  }))
  return { galaxies, ports, markets, turns, crossing, near }
}

function addGalaxy(ports: SimulatedPort[], markets: SimulatedMarket[], plan: GalaxyPlan, galaxy: number) {
  const indexOf = new Map<number, number>()
  for (const { id, sectorId, portClass } of plan.ports) {
    indexOf.set(id, ports.length)
    ports.push({ galaxy, sectorId, portClass, markets: [] })
  }
  const stockAt = new Date(FIRST_DAY * DAY_MS)
  for (const planned of plan.portMarkets) {
    const port = indexOf.get(planned.portId)
    if (port === undefined) throw new Error(`a market without a port: ${planned.portId}`)
    ports[port]?.markets.push(markets.length)
    markets.push({ galaxy, port, row: { ...planned, stockRemainder: 0, stockAt } })
  }
}

function turnsBetween(
  sources: readonly Source[],
  ports: readonly SimulatedPort[],
  crossing: Crossing | null,
) {
  const turns = new Uint16Array(ports.length ** 2)
  const graphs = sources.map(({ plan }) => createWarpGraph(plan.warps))
  const fromGate = sources.map(({ gateSector }, galaxy) => {
    const graph = graphs[galaxy]
    return graph && crossing ? turnsFrom(graph, gateSector) : new Map<number, number>()
  })
  ports.forEach((from, row) => {
    const graph = graphs[from.galaxy]
    if (!graph) return
    const reached = turnsFrom(graph, from.sectorId)
    const toGate = reached.get(sources[from.galaxy]?.gateSector ?? 0) ?? 0
    ports.forEach((to, column) => {
      const way =
        to.galaxy === from.galaxy
          ? reached.get(to.sectorId)
          : toGate + (crossing?.turns ?? 0) + (fromGate[to.galaxy]?.get(to.sectorId) ?? 0)
      turns[row * ports.length + column] = way ?? 0
    })
  })
  return turns
}
