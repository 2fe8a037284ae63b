import { type RegionRow } from '../regions/region-rows.ts'

/** An evacuation under way: its operation and the region. */
export type Evacuation = { id: string; regionId: string }

export function galaxyOf({ id, galaxyId }: RegionRow): string {
  if (galaxyId === null) throw new Error(`region ${id} was never built`)
  return galaxyId
}
