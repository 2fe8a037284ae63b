import { endAllTreaties } from '../diplomacy/end-treaties.ts'
import { endElections } from '../elections/end-elections.ts'
import { voidPolicies } from '../policies/void-policies.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { type Tx } from '../context.ts'

const REASON = 'Nobody paid for the region until the end of its evacuation: it was archived.'

/**
 * Ends the government of a region that is archived: votes that are open are void, offices and treaties end. The seat in the Galactic Council
 * is that of an open region, and ended before. The caller has locked its row.
 */
export async function endGovernment(tx: Tx, region: RegionRow): Promise<void> {
  await voidPolicies(tx, region, REASON)
  await endElections(tx, region, REASON)
  await endAllTreaties(tx, region.id)
}
