import { GameError } from '../errors.ts'
import { type Actor, type Ctx } from './context.ts'

export type UserActor = Extract<Actor, { kind: 'user' }>

/** The logged-in user. @throws UNAUTHORIZED when nobody is logged in. */
export function requireUser(ctx: Ctx): UserActor {
  if (ctx.actor.kind !== 'user') throw new GameError('UNAUTHORIZED', 'Log in first.')
  return ctx.actor
}

/** @throws UNAUTHORIZED when nobody is logged in, FORBIDDEN for players. */
export function requireAdmin(ctx: Ctx): UserActor {
  const user = requireUser(ctx)
  if (user.role !== 'admin') throw new GameError('FORBIDDEN', 'Only administrators can do this.')
  return user
}
