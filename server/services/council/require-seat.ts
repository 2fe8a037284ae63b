import { type CouncilSeat } from '#server/domain/council/seats.ts'
import { GameError } from '#server/errors.ts'
import { type Tx } from '../context.ts'
import { requireUser } from '../require-actor.ts'
import { findSeats } from './queries.ts'

/** Message for users without a seat. */
export const NO_SEAT =
  'Only holders of a seat in the Galactic Council can do this: the ambassador of an active region, or its owner while there is none.'

/**
 * The seat for which the actor acts, with all current seats. `ref` names its region by id or name; somebody with one seat may
 * leave it out. @throws UNAUTHORIZED, FORBIDDEN without a seat, BAD_REQUEST when several could be meant.
 */
export async function requireSeat(
  tx: Tx,
  ref: string | undefined,
): Promise<{ seat: CouncilSeat; seats: CouncilSeat[] }> {
  const { userId } = requireUser(tx)
  const files = await findSeats(tx.db)
  const seats = files.map(({ callsign: _callsign, since: _since, ...seat }) => seat)
  const own = seats.filter(({ holderId }) => holderId === userId)
  const [first, second] = own
  if (!first) throw new GameError('FORBIDDEN', NO_SEAT, { reason: 'no-seat' })
  if (ref !== undefined) {
    const seat = own.find(({ regionId, regionName }) => regionId === ref || regionName === ref.toLowerCase())
    if (seat) return { seat, seats }
    throw new GameError('FORBIDDEN', 'You do not hold the seat of this region.', { reason: 'not-your-seat' })
  }
  if (!second) return { seat: first, seats }
  throw new GameError('BAD_REQUEST', 'You hold several seats: name the one you propose for.', {
    reason: 'several-seats',
    issues: [{ path: 'seat', message: `One of ${own.map(({ regionName }) => regionName).join(', ')}.` }],
  })
}
