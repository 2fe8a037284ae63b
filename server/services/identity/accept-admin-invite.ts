import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import { adminInvites, users } from '#db/schema/platform/identity.ts'
import { hashPassword } from '#server/auth/passwords.ts'
import { tokenHash } from '#server/auth/secrets.ts'
import { GameError, notFound } from '#server/errors.ts'
import { addressKey } from '#server/limits/address-key.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { insertAudit } from '../insert-audit.ts'
import { addUser } from './add-user.ts'
import { endAllAccess } from './end-all-access.ts'
import { toActor, toPerson, type Person } from './person.ts'
import { requireAccount } from './require-account.ts'
import { requireGoodPassword } from './require-good-password.ts'

export type AcceptAdminInviteInput = {
  token: string
  /** The new administrator's account; null when a logged-in user accepts. */
  account: { email: string; callsign: string; password: string } | null
  ipAddress: string
}

/**
 * Makes the logged-in user or a new account an administrator, once.
 * @throws NOT_FOUND for a used, replaced or expired link, or once an administrator exists; CONFLICT for a taken
 * callsign or an e-mail address that already has an account (a valid link may learn this); UNAUTHORIZED without
 * account data and session.
 */
export async function acceptAdminInvite(ctx: Ctx, input: AcceptAdminInviteInput): Promise<Person> {
  await ctx.limits.take('signup-address', addressKey(input.ipAddress))
  const isStranger = ctx.actor.kind !== 'user'
  const chosen = isStranger ? input.account : null
  if (chosen)
    await requireGoodPassword(ctx, { account: chosen, password: chosen.password, field: 'account.password' })
  const passwordHash = chosen ? await hashPassword(chosen.password) : null
  return transact(ctx, async (tx) => {
    const hash = tokenHash(input.token)
    await requireNoAdmin(tx)
    const [invite] = await tx.db
      .update(adminInvites)
      .set({ usedAt: tx.now })
      .where(
        and(eq(adminInvites.hash, hash), isNull(adminInvites.usedAt), gt(adminInvites.expiresAt, tx.now)),
      )
      .returning()
    if (!invite) throw notFound('A usable link')
    const admin =
      input.account && passwordHash !== null
        ? await addAdmin(tx, { ...input.account, passwordHash })
        : await promoteToAdmin(tx)
    await tx.db.update(adminInvites).set({ usedBy: admin.id }).where(eq(adminInvites.hash, hash))
    await insertAudit(tx.db, toActor(admin), tx.now, [
      {
        action: 'admin-invite.accepted',
        subject: { type: 'user', id: admin.id },
      },
    ])
    return admin
  })
}

/** Locks, so that nobody else becomes the first administrator between this check and the commit. */
async function requireNoAdmin(tx: Tx): Promise<void> {
  await tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended('first-administrator', 0))`)
  const [admin] = await tx.db.select({ id: users.id }).from(users).where(eq(users.role, 'admin')).limit(1)
  if (admin) throw notFound('A usable link')
}

async function addAdmin(
  tx: Tx,
  { email, callsign, passwordHash }: { email: string; callsign: string; passwordHash: string },
): Promise<Person> {
  const admin = await addUser(tx, { email, callsign, passwordHash, role: 'admin' })
  if (admin) return admin
  throw new GameError(
    'CONFLICT',
    'This e-mail address already has an account. Log in, then open the link again.',
    {
      reason: 'log-in-first',
    },
  )
}

async function promoteToAdmin(tx: Tx): Promise<Person> {
  const account = await requireAccount(tx)
  await tx.db.update(users).set({ role: 'admin' }).where(eq(users.id, account.id))
  // What was logged in before does not become an administrator by itself.
  await endAllAccess(tx, account.id)
  return toPerson({ ...account, role: 'admin' })
}
