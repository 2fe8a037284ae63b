import { readAccessToken } from '#server/auth/access-token.ts'
import { type Ctx } from '../context.ts'
import { type UserActor } from '../require-actor.ts'
import { toActor, toPerson } from './person.ts'
import { getUser } from './queries.ts'

/** The user of an access token, with the current role; null for an invalid or expired token. */
export async function authenticateBearer(ctx: Ctx, accessToken: string): Promise<UserActor | null> {
  const now = await ctx.clock.now(ctx.db)
  const { secrets, config } = ctx
  const userId = await readAccessToken(secrets.accessTokenKeys(), config.publicUrl, accessToken, now)
  const user = userId === null ? null : await getUser(ctx.db, userId)
  return user && toActor(toPerson(user))
}
