import { elementAt } from './element-at.ts'
import { WARP_KINDS, type WarpKind, type WarpPlan } from './galaxy-plan.ts'
import { WARP_TURNS } from './turns.ts'

/** A galaxy's warps, ready for searching: those from sector s are `first[s]` … `first[s + 1] − 1`. */
export type WarpGraph = {
  first: Int32Array
  origins: Int32Array
  targets: Int32Array
  /** Positions in WARP_KINDS. */
  kinds: Uint8Array
}

/** Decides whether a route may lead through a sector or end there. Its first sector is not asked. */
export type MayEnter = (sectorId: number) => boolean

export type RouteLeg = { sectorId: number; kind: WarpKind; turns: number }
/** The warps after the first sector, and their turns. */
export type Route = { legs: RouteLeg[]; turns: number }

/** Sector ids are whole numbers from 0; their size is what the graph takes in memory. */
export function createWarpGraph(
  warps: Iterable<Pick<WarpPlan, 'fromSector' | 'toSector' | 'kind'>>,
): WarpGraph {
  const all = [...warps].sort((a, b) => a.fromSector - b.fromSector || a.toSector - b.toSector)
  const lastSector = all.reduce((last, warp) => Math.max(last, warp.fromSector, warp.toSector), 0)
  const first = new Int32Array(lastSector + 2)
  for (const { fromSector } of all) first[fromSector + 1] = elementAt(first, fromSector + 1) + 1
  for (let sector = 0; sector <= lastSector; sector++)
    first[sector + 1] = elementAt(first, sector + 1) + elementAt(first, sector)
  return {
    first,
    origins: Int32Array.from(all, (warp) => warp.fromSector),
    targets: Int32Array.from(all, (warp) => warp.toSector),
    kinds: Uint8Array.from(all, (warp) => WARP_KINDS.indexOf(warp.kind)),
  }
}

/** The warp from one sector to another, as a leg; null if there is none. */
export function warpBetween(graph: WarpGraph, from: number, to: number): RouteLeg | null {
  for (let warp = graph.first[from] ?? 0; warp < (graph.first[from + 1] ?? 0); warp++) {
    if (graph.targets[warp] !== to) continue
    const kind = elementAt(WARP_KINDS, elementAt(graph.kinds, warp))
    return { sectorId: to, kind, turns: WARP_TURNS[kind] }
  }
  return null
}

/** Fewest turns from `start` (0) to every sector that can be reached, in ascending order of turns. */
export function turnsFrom(graph: WarpGraph, start: number, mayEnter?: MayEnter): Map<number, number> {
  const reached = new Map<number, number>()
  search(graph, start, mayEnter, (sector, turns) => {
    reached.set(sector, turns)
    return false
  })
  return reached
}

/** The same warps the other way round: what is searched from a sector leads to it. */
export const reversed = ({ origins, targets, kinds }: WarpGraph): WarpGraph =>
  createWarpGraph(
    Array.from(targets, (target, warp) => ({
      fromSector: target,
      toSector: elementAt(origins, warp),
      kind: elementAt(WARP_KINDS, elementAt(kinds, warp)),
    })),
  )

/** Fewest turns to `end` (0) from every sector that leads there, by the reversed graph; a way's first sector is not asked. */
export function turnsTo(
  reversedGraph: WarpGraph,
  end: number,
  mayEnter: MayEnter = () => true,
): Map<number, number> {
  const reached = new Map<number, number>()
  search(
    reversedGraph,
    end,
    undefined,
    (sector, turns) => {
      reached.set(sector, turns)
      return false
    },
    mayEnter,
  )
  return reached
}

/** The sectors within `most` turns of way, with the turns; the search ends there. */
export function sectorsWithin(graph: WarpGraph, start: number, most: number): Map<number, number> {
  const reached = new Map<number, number>()
  search(graph, start, undefined, (sector, turns) => {
    if (turns > most) return true
    reached.set(sector, turns)
    return false
  })
  return reached
}

/** A route with the fewest turns; null if there is none, without legs if already there. */
export function findRoute(graph: WarpGraph, from: number, to: number, mayEnter?: MayEnter): Route | null {
  let found: number | null = null
  const cameBy = search(graph, from, mayEnter, (sector, turns) => {
    if (sector === to) found = turns
    return found !== null
  })
  if (found === null) return null
  const legs: RouteLeg[] = []
  for (let sector = to; sector !== from;) {
    const warp = elementAt(cameBy, sector)
    const kind = elementAt(WARP_KINDS, elementAt(graph.kinds, warp))
    legs.unshift({ sectorId: sector, kind, turns: WARP_TURNS[kind] })
    sector = elementAt(graph.origins, warp)
  }
  return { legs, turns: found }
}

const UNREACHED = -1
const KIND_TURNS = WARP_KINDS.map((kind) => WARP_TURNS[kind])
/** All tentative distances lie within the dearest warp of the current one, so this many buckets are enough. */
const BUCKETS = Math.max(...KIND_TURNS) + 1

/**
 * Dijkstra with buckets over turns (ECONOMY.md §9): every warp costs 1 to 3, so sectors wait in one bucket a turn instead
 * of a heap. Calls `onReached` for each sector in ascending order of turns until it returns true. Returns the warp by which
 * each sector was reached. `mayLeave` holds back the search at sectors that it has reached.
 */
function search(
  graph: WarpGraph,
  start: number,
  mayEnter: MayEnter | undefined,
  onReached: (sector: number, turns: number) => boolean,
  mayLeave?: MayEnter,
): Int32Array {
  const size = Math.max(graph.first.length - 1, start + 1)
  const best = new Int32Array(size).fill(UNREACHED)
  const cameBy = new Int32Array(size).fill(UNREACHED)
  const buckets = Array.from({ length: BUCKETS }, (): number[] => [])
  const wait = (sector: number, turns: number) => {
    best[sector] = turns
    elementAt(buckets, turns % BUCKETS).push(sector)
  }
  wait(start, 0)
  for (let turns = 0, idle = 0; idle < BUCKETS; turns++) {
    const bucket = elementAt(buckets, turns % BUCKETS)
    idle = bucket.length === 0 ? idle + 1 : 0
    for (const sector of bucket) {
      // A sector to which a shorter way was found later waits in two buckets.
      if (best[sector] !== turns) continue
      if (onReached(sector, turns)) return cameBy
      if (mayLeave?.(sector) === false) continue
      relax(graph, sector, turns)
    }
    bucket.length = 0
  }
  return cameBy

  // The hottest loop of the game: defaults are never used, they only spare a call that checks the index.
  function relax({ first, targets, kinds }: WarpGraph, sector: number, turns: number) {
    const end = first[sector + 1] ?? 0
    for (let warp = first[sector] ?? 0; warp < end; warp++) {
      const target = targets[warp] ?? 0
      const there = turns + (KIND_TURNS[kinds[warp] ?? 0] ?? 1)
      const known = best[target] ?? 0
      if ((known !== UNREACHED && known <= there) || mayEnter?.(target) === false) continue
      cameBy[target] = warp
      wait(target, there)
    }
  }
}
