import { GameError } from '#server/errors.ts'
import { type UserActor } from '../require-actor.ts'

/** Nobody decides about their own money. @throws FORBIDDEN `own-payment`. */
export function requireOther(admin: UserActor, buyerId: string): void {
  if (admin.userId !== buyerId) return
  throw new GameError(
    'FORBIDDEN',
    'This is your own payment. Another administrator has to decide about it.',
    {
      reason: 'own-payment',
    },
  )
}
