import { type Suspension } from '#server/domain/identity/suspension.ts'
import { type UserActor } from '../require-actor.ts'
import { type UserRow } from './queries.ts'

/** An identified person: enough to start a session or to act in their name. */
export type Person = {
  id: string
  callsign: string
  role: 'player' | 'admin'
  unconfirmed?: true
  suspension?: Suspension | null
}

type PersonFacts = Pick<UserRow, 'id' | 'callsign' | 'role' | 'confirmedAt'> & {
  suspension?: Suspension | null
}

export const toPerson = ({ id, callsign, role, confirmedAt, suspension }: PersonFacts): Person => ({
  id,
  callsign,
  role,
  ...(confirmedAt === null ? { unconfirmed: true } : {}),
  ...(suspension ? { suspension } : {}),
})

export const toActor = ({ id, callsign, role, unconfirmed, suspension }: Person): UserActor => ({
  kind: 'user',
  userId: id,
  callsign,
  role,
  ...(unconfirmed ? { unconfirmed } : {}),
  ...(suspension ? { suspension } : {}),
})
