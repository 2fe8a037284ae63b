import { RECURRING_POSITIONS } from '#server/domain/elections/election-rules.ts'
import { ELECTION_VOTING_DAYS, NOMINATION_DAYS } from '#server/domain/elections/schedule.ts'
import { type Tx } from '../context.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { openElection } from './open-election.ts'
import { seatsOf } from './open-recurring-election.ts'

/** Opens the elections of all offices of a region whose government ended. The caller has locked the region. */
export async function openAllElections(tx: Tx, region: RegionRow): Promise<void> {
  for (const position of RECURRING_POSITIONS[region.governanceType])
    await openElection(tx, {
      ...{ region, position, calledBy: null },
      seats: await seatsOf(tx.db, region.id, position),
      nominationDays: NOMINATION_DAYS.default,
      votingDurationDays: ELECTION_VOTING_DAYS.default,
    })
}
