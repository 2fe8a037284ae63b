import { GameError } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { requireUser } from '../require-actor.ts'
import { getUser, type UserRow } from './queries.ts'

/** The current user's row. @throws UNAUTHORIZED, also when the account no longer exists. */
export async function requireAccount(ctx: Ctx): Promise<UserRow> {
  const { userId } = requireUser(ctx)
  const user = await getUser(ctx.db, userId)
  if (!user) throw new GameError('UNAUTHORIZED', 'Log in first.')
  return user
}
