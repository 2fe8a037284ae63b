import { type Random } from '../random.ts'
import { arcsOf, openBlockingLinks, type Link } from './connectivity.ts'
import { type WarpPlan } from './galaxy-plan.ts'
import { neighbourhoodGraph } from './neighbourhood-graph.ts'
import { type Point, SECTOR_SPACING } from './point-layout.ts'

/** Longest local warp, in map units. */
export const LOCAL_WARP_REACH = 2.5 * SECTOR_SPACING

/** Share of loose pairs that get a warp: enough detours, few enough for a readable map. */
const LOOSE_PAIR_SHARE = 0.55

/** A little above the intended 8%, because {@link openBlockingLinks} opens some again. */
const ONE_WAY_DRAW = 0.088

/**
 * Creates warps between neighbouring points: strongly connected, about 8% one-way. The sector of point i has the id
 * `firstSectorId + i`. Rows are unsorted.
 */
export function createLocalWarps(
  points: readonly Point[],
  firstSectorId: number,
  random: Random,
): WarpPlan[] {
  const links: Link[] = []
  for (const { a, b, close } of neighbourhoodGraph(points, LOCAL_WARP_REACH)) {
    if (!close && random.next() >= LOOSE_PAIR_SHARE) continue
    const twoWay = random.next() >= ONE_WAY_DRAW
    const forward = random.next() < 0.5
    links.push({ from: forward ? a : b, to: forward ? b : a, twoWay })
  }
  return arcsOf(openBlockingLinks(points.length, links)).map(([from, to]) => ({
    fromSector: firstSectorId + from,
    toSector: firstSectorId + to,
    kind: 'local',
  }))
}
