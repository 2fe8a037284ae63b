import { type WarpKind } from './galaxy-plan.ts'
import { WARP_TURNS } from './turns.ts'

export type RouteLeg = { sectorId: number; kind: WarpKind; turns: number }

/** The warps of a route after its first sector, with their cost in turns. Throws a RangeError if a warp is missing. */
export function routeLegs(
  warps: Iterable<{ fromSector: number; toSector: number; kind: WarpKind }>,
  route: readonly number[],
): RouteLeg[] {
  const next = new Map(route.slice(1).map((to, index) => [route[index], to]))
  const kinds = new Map<number, WarpKind>()
  for (const { fromSector, toSector, kind } of warps)
    if (next.get(fromSector) === toSector) kinds.set(toSector, kind)
  return route.slice(1).map((sectorId) => {
    const kind = kinds.get(sectorId)
    if (!kind) throw new RangeError(`no warp leads to ${sectorId} on this route`)
    return { sectorId, kind, turns: WARP_TURNS[kind] }
  })
}

export const routeTurns = (legs: readonly RouteLeg[]): number =>
  legs.reduce((total, { turns }) => total + turns, 0)
