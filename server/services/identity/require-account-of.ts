import { sql } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { callsignKey } from '#server/domain/identity/callsign.ts'
import { normalizeEmail } from '#server/domain/identity/email.ts'
import { GameError } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { getUserByEmail, type UserRow } from './queries.ts'

/** An account that the operator names by its address or callsign. @throws FORBIDDEN for all but the platform itself, NOT_FOUND. */
export async function requireAccountOf(ctx: Ctx, who: string): Promise<UserRow> {
  if (ctx.actor.kind !== 'system') throw new GameError('FORBIDDEN', 'Only the operator can do this.')
  const user = who.includes('@')
    ? await getUserByEmail(ctx.db, normalizeEmail(who))
    : await byCallsign(ctx, who)
  if (!user) throw new GameError('NOT_FOUND', `There is no account “${who}”. Find it with: list <text>`)
  return user
}

async function byCallsign(ctx: Ctx, callsign: string): Promise<UserRow | null> {
  const key = callsignKey(callsign)
  const [user] = await ctx.db
    .select()
    .from(users)
    .where(sql`translate(lower(${users.callsign}), '-_', '') = ${key}`)
  return user ?? null
}
