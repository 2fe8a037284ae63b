import { districtRange } from '../galaxy/districts.ts'
import { createRandom } from '../random.ts'

/**
 * In which sector of the Nexus's diplomatic quarter a region has its embassy. It follows from the seed of the Nexus and the
 * region alone, so that it stays where it is for as long as there is this Nexus; some sectors house several.
 */
export function embassySector(nexusSeed: string, regionId: string): number {
  const [from, to] = districtRange('diplomatic_quarter')
  return createRandom(`embassy of ${regionId} in ${nexusSeed}`).int(from, to)
}
