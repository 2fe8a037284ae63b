import { type UserActor } from '../require-actor.ts'
import { type UserRow } from './queries.ts'

/** Who a deed made known: enough to begin a session or to act for. */
export type Person = { id: string; callsign: string; role: 'player' | 'admin' }

export const toPerson = ({ id, callsign, role }: UserRow): Person => ({ id, callsign, role })

export const toActor = ({ id, callsign, role }: Person): UserActor => ({
  kind: 'user',
  userId: id,
  callsign,
  role,
})
