import { suspensionMessage, type Suspension } from '../domain/identity/suspension.ts'
import { GameError } from '../errors.ts'
import { type Actor, type Ctx } from './context.ts'

export type UserActor = Extract<Actor, { kind: 'user' }>

/** The logged-in user. @throws UNAUTHORIZED when nobody is logged in. */
export function requireUser(ctx: Ctx): UserActor {
  if (ctx.actor.kind !== 'user') throw new GameError('UNAUTHORIZED', 'Log in first.')
  return ctx.actor
}

/** @throws UNAUTHORIZED when nobody is logged in, FORBIDDEN for players, and without a second factor where it is required. */
export function requireAdmin(ctx: Ctx): UserActor {
  const user = requireUser(ctx)
  if (user.lacksFactor)
    throw new GameError(
      'FORBIDDEN',
      'Administrators need a second factor: a passkey or an authenticator app. Add one under Account, Security, at /account/security.',
      { reason: 'second-factor-missing' },
    )
  if (user.role !== 'admin') throw new GameError('FORBIDDEN', 'Only administrators can do this.')
  return user
}

/** @throws FORBIDDEN `unconfirmed` for an account whose address still has to be confirmed. */
export function requireConfirmed(ctx: Ctx): void {
  if (ctx.actor.kind !== 'user' || !ctx.actor.unconfirmed || !ctx.config.confirmationRequired) return
  throw new GameError(
    'FORBIDDEN',
    'Confirm your e-mail address first: open the link that we mailed you. You find it, and can ask for another, under Account.',
    { reason: 'unconfirmed' },
  )
}

/** @throws FORBIDDEN `suspended`, with the reason and the end, for an account that an administrator suspended. */
export function requireNotSuspended(ctx: Ctx): void {
  if (!isSuspended(ctx.actor)) return
  throw new GameError('FORBIDDEN', suspensionMessage(ctx.actor.suspension), { reason: 'suspended' })
}

export const isSuspended = (actor: Actor): actor is UserActor & { suspension: Suspension } =>
  actor.kind === 'user' && actor.suspension != null
