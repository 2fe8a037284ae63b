import { type Suspension } from '#server/domain/identity/suspension.ts'
import { lacksFactor } from '#server/domain/identity/second-factor.ts'
import { type AppConfig, type Proof } from '../context.ts'
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

type AccountFacts = PersonFacts & Pick<UserRow, 'secondFactorAt' | 'secondFactorDueAt'>

/** Who a request acts for, by the current row of the account: an administrator who lacks a second factor acts as a player. */
export function actorOf(
  account: AccountFacts,
  { config, now, proof }: { config: AppConfig; now: Date; proof: Proof | null },
): UserActor {
  const actor = { ...toActor(toPerson(account)), proof }
  return config.adminsNeedFactor && lacksFactor(account, now)
    ? { ...actor, role: 'player', lacksFactor: true }
    : actor
}
