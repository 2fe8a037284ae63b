import { type Position } from '#server/domain/regions/positions.ts'
import { type Tx } from '../context.ts'
import { endLapsedOffices } from './end-lapsed-offices.ts'
import { openRecurringElection } from './open-recurring-election.ts'

/**
 * What follows at once when an election ends that nobody won or stood in: holders who only carried on until a successor was
 * elected leave, and where the election of the interval was waiting behind it, that one opens, before anybody can call another
 * in its place.
 */
export async function handleFailedElection(
  tx: Tx,
  { regionId, position }: { regionId: string; position: Position },
): Promise<void> {
  await endLapsedOffices(tx, { regionId, position })
  await openRecurringElection(tx, { regionId, position })
}
