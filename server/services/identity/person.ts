import { type UserActor } from '../require-actor.ts'
import { type UserRow } from './queries.ts'

/** An identified person: enough to start a session or to act in their name. */
export type Person = { id: string; callsign: string; role: 'player' | 'admin'; unconfirmed?: true }

type PersonFacts = Pick<UserRow, 'id' | 'callsign' | 'role' | 'confirmedAt'>

export const toPerson = ({ id, callsign, role, confirmedAt }: PersonFacts): Person => ({
  id,
  callsign,
  role,
  ...(confirmedAt === null ? { unconfirmed: true } : {}),
})

export const toActor = ({ id, callsign, role, unconfirmed }: Person): UserActor => ({
  kind: 'user',
  userId: id,
  callsign,
  role,
  ...(unconfirmed ? { unconfirmed } : {}),
})
