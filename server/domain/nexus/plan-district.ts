import { type GalaxyPlan, type SectorPlan } from '../galaxy/galaxy-plan.ts'
import { createLocalWarps } from '../galaxy/local-warps.ts'
import { scatterInWedge } from '../galaxy/point-layout.ts'
import { createNamer } from '../galaxy/sector-names.ts'
import { settleSectors } from '../galaxy/settlement.ts'
import { createRandom } from '../random.ts'
import { DISTRICT_CHARACTERS } from './district-character.ts'
import { districtWedge } from './district-layout.ts'
import { type DistrictType } from '../galaxy/district-types.ts'
import { districtRange, DISTRICTS } from '../galaxy/districts.ts'
import { type NexusSpec } from './nexus-spec.ts'

/** A district as a separate galaxy: its warps stay inside and connect it strongly. */
export type DistrictPlan = GalaxyPlan & { type: DistrictType }

/** Plans one district from its own random stream, independent of other districts and their seeds. */
export function planDistrict(spec: NexusSpec, type: DistrictType): DistrictPlan {
  const random = createRandom(spec.seed).fork(`${type}/${spec.districtSeeds?.[type] ?? ''}`)
  const { sectors: count, security, development, traffic } = DISTRICTS[type]
  const character = DISTRICT_CHARACTERS[type]
  const [firstId] = districtRange(type)
  const namer = createNamer(random.fork('names'))
  const levels = random.fork('levels')
  const points = scatterInWedge(districtWedge(type), count, random.fork('positions'))
  const sectors = points.map(({ x, y }, index): SectorPlan => ({
    id: firstId + index,
    name: namer.place(character.nouns),
    district: type,
    zone: null,
    x,
    y,
    security: levels.int(...security),
    development: levels.int(...development),
    traffic: levels.int(...traffic),
  }))
  const warps = createLocalWarps(points, firstId, random.fork('warps'))
  return {
    type,
    sectors,
    warps,
    ...settleSectors(sectors, character.settlement, random.fork('settlement'), namer),
  }
}
