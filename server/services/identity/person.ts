import { type UserActor } from '../require-actor.ts'
import { type UserRow } from './queries.ts'

/** An identified person: enough to start a session or to act in their name. */
export type Person = { id: string; callsign: string; role: 'player' | 'admin' }

export const toPerson = ({ id, callsign, role }: UserRow): Person => ({ id, callsign, role })

export const toActor = ({ id, callsign, role }: Person): UserActor => ({
  kind: 'user',
  userId: id,
  callsign,
  role,
})
