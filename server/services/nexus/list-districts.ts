import { type Galaxies } from '#server/galaxies/galaxies.ts'
import { type Ctx } from '../context.ts'
import { districtFigures, type District } from './district-figures.ts'
import { getNexusState } from './queries.ts'
import { readNexus } from './read-nexus.ts'

type Reading = { galaxyId: string; version: number; districts: Promise<District[]> }

/** Districts change with a generation only, so that one reading of a version serves every request of this process. */
const readings = new WeakMap<Galaxies, Reading>()

/** The ten districts in sector order; none before the first generation. */
export async function listDistricts(ctx: Ctx): Promise<District[]> {
  const state = await getNexusState(ctx.db)
  if (!state) return []
  const { galaxyId, version } = state
  const known = readings.get(ctx.galaxies)
  if (known?.galaxyId === galaxyId && known.version === version) return known.districts

  const districts = readNexus(ctx, districtFigures).then((figures) => figures ?? [])
  readings.set(ctx.galaxies, { galaxyId, version, districts })
  // What could not be read is asked for again; the one who asked now hears why.
  districts.catch(() => readings.delete(ctx.galaxies))
  return districts
}
