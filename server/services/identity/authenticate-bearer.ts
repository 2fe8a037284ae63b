import { readAccessToken } from '#server/auth/access-token.ts'
import { suspensionAt } from '#server/domain/identity/suspension.ts'
import { type Ctx } from '../context.ts'
import { type UserActor } from '../require-actor.ts'
import { actorOf } from './person.ts'
import { getUser } from './queries.ts'

/** The user of an access token, with the current role; null for one that is invalid, expired or was ended. */
export async function authenticateBearer(ctx: Ctx, accessToken: string): Promise<UserActor | null> {
  const now = await ctx.clock.now(ctx.db)
  const { secrets, config } = ctx
  let token: Awaited<ReturnType<typeof readAccessToken>> = null
  for (const keys of secrets.accessTokenKeys())
    token ??= await readAccessToken(keys, config.publicUrl, accessToken, now)
  const user = token === null ? null : await getUser(ctx.db, token.userId)
  if (!token || !user) return null
  const { tokensVoidUntil } = user
  if (tokensVoidUntil !== null && token.issuedAt <= tokensVoidUntil) return null
  const account = { ...user, suspension: suspensionAt(user, now) }
  const proof = token.provenAt === null ? null : { provenAt: token.provenAt }
  return actorOf(account, { config, now, proof })
}
