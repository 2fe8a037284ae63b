import { GameError } from '#server/errors.ts'
import { type Tx } from '../context.ts'
import { isCallsignTaken } from './queries.ts'

const MESSAGE =
  'This callsign, or one that looks the same, is taken or was given up within a year. Choose another one.'

/**
 * Callsigns are public, so reporting a taken one reveals nothing.
 * @param ownerId whose own callsigns, and those they gave up, are free to them
 * @throws CONFLICT `callsign-taken`.
 */
export async function requireFreeCallsign(
  tx: Tx,
  callsign: string,
  ownerId: string | null = null,
): Promise<void> {
  if (!(await isCallsignTaken(tx, callsign, ownerId))) return
  throw new GameError('CONFLICT', MESSAGE, {
    reason: 'callsign-taken',
    issues: [{ path: 'callsign', message: MESSAGE }],
  })
}
