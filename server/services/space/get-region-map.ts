import { type Theme } from '#server/domain/culture/theme.ts'
import { type Ctx } from '../context.ts'
import { type CompactMap } from '#server/galaxy/api/sector-calls.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { requirePlace } from './place.ts'

export type PlaceMap = CompactMap & {
  /** Grows when the map changes: a response with the version in its URL can be cached forever. */
  version: number
  displayName: string
  languagePack: Record<string, string>
  theme: Theme | null
  gateSector: number | null
}

/** The whole map of a region, or of `nexus`. @throws NOT_FOUND when it is not built or closed. */
export async function getRegionMap(ctx: Ctx, input: { region: string }): Promise<PlaceMap> {
  const place = await requirePlace(ctx, input.region)
  const map = await galaxyClient(ctx, place.galaxyId).getMap({ version: place.version })
  return {
    ...map,
    version: place.version,
    displayName: place.displayName,
    languagePack: place.region?.languagePack ?? {},
    theme: place.region?.theme ?? null,
    gateSector: place.region?.gateSector ?? null,
  }
}
