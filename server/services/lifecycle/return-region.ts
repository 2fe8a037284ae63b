import { type RegionStatus } from '#server/domain/regions/region-status.ts'
import { type Tx } from '../context.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { setRegionStatus } from './set-region-status.ts'

/** Brings a region back from the archive, with its map, laws, settings and records. The caller has locked its row. */
export async function returnRegion(tx: Tx, region: RegionRow, status: RegionStatus): Promise<void> {
  await setRegionStatus(tx, region, status)
}
