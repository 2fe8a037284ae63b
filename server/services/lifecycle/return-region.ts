import { isOpenForBusiness, type RegionStatus } from '#server/domain/regions/region-status.ts'
import { type Tx } from '../context.ts'
import { openAllElections } from '../elections/open-all-elections.ts'
import { wakeCitizenships } from '../membership/wake-citizenships.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { setRegionStatus } from './set-region-status.ts'

/**
 * Brings a region back from the archive, with its map, laws, settings and records: citizens are citizens as before and invited to return,
 * and the elections of all offices open. The caller has locked its row.
 */
export async function returnRegion(tx: Tx, region: RegionRow, status: RegionStatus): Promise<void> {
  await wakeCitizenships(tx, region)
  await setRegionStatus(tx, region, status)
  if (isOpenForBusiness(status)) await openAllElections(tx, region)
}
