import { districtRange } from '../galaxy/districts.ts'
import { createRandom } from '../random.ts'

/**
 * The sector of a region's embassy in the diplomatic quarter. Depends only on the Nexus seed and the region, so it
 * never moves while this Nexus exists. Regions may share a sector.
 */
export function embassySector(nexusSeed: string, regionId: string): number {
  const [from, to] = districtRange('diplomatic_quarter')
  return createRandom(`embassy of ${regionId} in ${nexusSeed}`).int(from, to)
}
