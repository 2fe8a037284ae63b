import { elementAt } from '../galaxy/element-at.ts'
import { type SectorPlan, type WarpKind, type WarpPlan } from '../galaxy/galaxy-plan.ts'
import { LOCAL_WARP_REACH } from '../galaxy/local-warps.ts'
import { nearnessOf } from '../galaxy/neighbourhood-graph.ts'
import { createPointGrid } from '../galaxy/point-grid.ts'
import { type Point, squaredDistance } from '../galaxy/point-layout.ts'
import { districtCentre, HIGHWAYS, WARP_GATES } from './district-layout.ts'
import { type DistrictType } from '../galaxy/district-types.ts'
import { type DistrictPlan } from './plan-district.ts'

/**
 * Warps between districts: short ones across common borders, highways between centres, warp gates from the transit
 * hub to every district. All are two-way, so strongly connected districts form a strongly connected Nexus. A warp
 * depends only on the two districts it joins, so regenerating one district moves only warps that end there.
 */
export function linkDistricts(districts: readonly DistrictPlan[]): WarpPlan[] {
  const sectorsOf = new Map(districts.map(({ type, sectors }) => [type, sectors]))
  const nearestIn = (type: DistrictType, place: Point) => nearestSector(sectorsOf.get(type) ?? [], place)
  const heart = (type: DistrictType) => nearestIn(type, districtCentre(type))
  return [
    ...borderWarps(districts.flatMap(({ sectors }) => sectors)),
    ...HIGHWAYS.flatMap(([a, b]) => bothWays(heart(a), heart(b), 'highway')),
    ...WARP_GATES.flatMap(({ to, place }) => bothWays(nearestIn('transit_hub', place), heart(to), 'gate')),
  ]
}

function borderWarps(sectors: readonly SectorPlan[]): WarpPlan[] {
  const grid = createPointGrid(sectors, LOCAL_WARP_REACH)
  const warps: WarpPlan[] = []
  for (const sector of sectors) {
    const around = grid.near(sector)
    for (const other of around) {
      if (other.id <= sector.id || other.district === sector.district) continue
      // A third district must not matter, or regenerating it would move this warp.
      const ofBoth = around.filter(
        ({ district }) => district === sector.district || district === other.district,
      )
      if (nearnessOf(sector, other, ofBoth) === 'close') warps.push(...bothWays(sector, other, 'local'))
    }
  }
  return warps
}

const bothWays = (a: SectorPlan, b: SectorPlan, kind: WarpKind): WarpPlan[] => [
  { fromSector: a.id, toSector: b.id, kind },
  { fromSector: b.id, toSector: a.id, kind },
]

function nearestSector(sectors: readonly SectorPlan[], place: Point): SectorPlan {
  return sectors.reduce(
    (best, sector) => (squaredDistance(sector, place) < squaredDistance(best, place) ? sector : best),
    elementAt(sectors, 0),
  )
}
