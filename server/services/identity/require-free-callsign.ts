import { GameError } from '#server/errors.ts'
import { type Tx } from '../context.ts'
import { isCallsignTaken } from './queries.ts'

const MESSAGE = 'This callsign, or one that looks the same, is taken.'

/** Callsigns are public, so reporting a taken one reveals nothing. @throws CONFLICT `callsign-taken`. */
export async function requireFreeCallsign(tx: Tx, callsign: string): Promise<void> {
  if (!(await isCallsignTaken(tx.db, callsign))) return
  throw new GameError('CONFLICT', MESSAGE, {
    reason: 'callsign-taken',
    issues: [{ path: 'callsign', message: MESSAGE }],
  })
}
