import { ATTACK_TURNS } from '#server/domain/combat/attack.ts'
import { AMBUSH_TURNS } from '#server/domain/combat/meeting.ts'
import { turnsReadyAt, type TurnAccount } from '#server/domain/galaxy/turns.ts'
import { type Refusal } from '#server/domain/refusal.ts'
import { GameError } from '#server/errors.ts'

/** A refusal as an error; who is short of turns is told for how long. */
export function refusedFight(
  { reason, message }: Refusal,
  turns: TurnAccount,
  now: Date,
  needed = AMBUSH_TURNS,
): GameError {
  if (reason !== 'not-enough-turns') return new GameError('CONFLICT', message, { reason })
  const waitMs = turnsReadyAt(turns, needed, now).getTime() - now.getTime()
  return new GameError('CONFLICT', message, { reason, retryAfterSeconds: Math.ceil(waitMs / 1000) })
}

export const refusedAttack = (refusal: Refusal, turns: TurnAccount, now: Date): GameError =>
  refusedFight(refusal, turns, now, ATTACK_TURNS)
