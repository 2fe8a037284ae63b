import { type WarpPlan } from './galaxy-plan.ts'

/** Sectors reachable by one warp, by sector. */
export type WarpMap = ReadonlyMap<number, readonly number[]>

type Passage = Pick<WarpPlan, 'fromSector' | 'toSector'>

export function createWarpMap(warps: Iterable<Passage>): WarpMap {
  const map = new Map<number, number[]>()
  for (const { fromSector, toSector } of warps) {
    const exits = map.get(fromSector)
    if (exits) exits.push(toSector)
    else map.set(fromSector, [toSector])
  }
  return map
}

/** Fewest warps from `start` (0) to every reachable sector. Breadth-first. */
export function hopsFrom(warps: WarpMap, start: number): Map<number, number> {
  const hops = new Map([[start, 0]])
  // A Map also iterates over entries added during the loop, in order: it is the queue.
  for (const [sector, distance] of hops) {
    for (const exit of warps.get(sector) ?? []) if (!hops.has(exit)) hops.set(exit, distance + 1)
  }
  return hops
}

/** A route with the fewest warps, both ends included; null if there is none, `[from]` if already there. */
export function findRoute(warps: WarpMap, from: number, to: number): number[] | null {
  const cameFrom = new Map<number, number | null>([[from, null]])
  for (const [sector] of cameFrom) {
    if (sector === to) break
    for (const exit of warps.get(sector) ?? []) if (!cameFrom.has(exit)) cameFrom.set(exit, sector)
  }
  if (!cameFrom.has(to)) return null
  const route: number[] = []
  for (let step: number | null | undefined = to; step != null; step = cameFrom.get(step)) route.unshift(step)
  return route
}
