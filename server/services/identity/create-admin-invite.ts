import { and, eq, isNull, lt } from 'drizzle-orm'
import { adminInvites, users } from '#db/schema/platform/identity.ts'
import { randomToken, tokenHash } from '#server/auth/secrets.ts'
import { GameError } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'

const INVITE_LIFETIME_MS = 7 * 24 * 60 * 60_000

/**
 * Creates the token of a one-time link `/admin-invite/<token>` that makes the first administrator, valid for seven
 * days; null once there is one. Only its hash is stored, so every call creates a new link. Earlier links stay valid,
 * because several processes may start at once and a link must survive a restart. Using one ends all of them.
 * @throws FORBIDDEN for everyone except the platform itself.
 */
export async function createAdminInvite(ctx: Ctx): Promise<string | null> {
  if (ctx.actor.kind !== 'system')
    throw new GameError('FORBIDDEN', 'Only the platform can create these links.')
  return transact(ctx, async (tx) => {
    const [admin] = await tx.db.select({ id: users.id }).from(users).where(eq(users.role, 'admin')).limit(1)
    if (admin) return null
    const token = randomToken()
    const hash = tokenHash(token)
    await tx.db
      .delete(adminInvites)
      .where(and(isNull(adminInvites.usedAt), lt(adminInvites.expiresAt, tx.now)))
    await tx.db.insert(adminInvites).values({
      hash,
      createdAt: tx.now,
      expiresAt: new Date(tx.now.getTime() + INVITE_LIFETIME_MS),
    })
    await tx.audit({ action: 'admin-invite.created', subject: { type: 'admin-invite', id: hash } })
    return token
  })
}
