import { type Random } from '../random.ts'
import { arcsOf, openBlockingLinks, type Link } from './connectivity.ts'
import { type WarpPlan } from './galaxy-plan.ts'
import { neighbourhoodGraph } from './neighbourhood-graph.ts'
import { type Point, SECTOR_SPACING } from './point-layout.ts'

/** The longest local warp, in units of the plane. */
export const LOCAL_WARP_REACH = 2.5 * SECTOR_SPACING

/** Share of the looser neighbour pairs that get a warp: enough ways round, few enough that a map stays readable. */
const LOOSE_PAIR_SHARE = 0.55

/** Drawn a little above the 8 % that shall remain, because {@link openBlockingLinks} opens some of them again. */
const ONE_WAY_DRAW = 0.088

/**
 * Warps between neighbouring points, strongly connected, about 8 % of them one-way. The sector of point i has the id
 * `firstSectorId + i`. Rows are in no particular order.
 */
export function layLocalWarps(points: readonly Point[], firstSectorId: number, random: Random): WarpPlan[] {
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
