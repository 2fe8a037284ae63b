import { and, eq, gt, isNull } from 'drizzle-orm'
import { adminInvites, users } from '#db/schema/platform/identity.ts'
import { FIRST_ADMIN_MS } from '#server/domain/identity/second-factor.ts'
import { hashPassword } from '#server/auth/passwords.ts'
import { tokenHash } from '#server/auth/secrets.ts'
import { GameError, notFound } from '#server/errors.ts'
import { addressKey } from '#server/limits/address-key.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { insertAudit } from '../insert-audit.ts'
import { addUser } from './add-user.ts'
import { endInvitation, lockInvitation, type AdminInvitationRow } from './admin-invitation-queries.ts'
import { changeRole, lockAdministrators } from './change-role.ts'
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
 * Makes the logged-in user or a new account an administrator, once: the first one by the platform's link, others by one that an
 * administrator made for their address. The first one has a day to set up a second factor.
 * @throws NOT_FOUND for a used, replaced, revoked or expired link, for one of the platform once an administrator exists, and for one of
 * an administrator who is none any more; CONFLICT `other-address`; CONFLICT for a taken
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
    await lockAdministrators(tx)
    const invitation = await lockInvitation(tx, { linkHash: hash })
    if (invitation) return acceptLink(tx, invitation, input.account && { ...input.account, passwordHash })
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
    const secondFactorDueAt = new Date(tx.now.getTime() + FIRST_ADMIN_MS)
    await tx.db.update(users).set({ secondFactorDueAt }).where(eq(users.id, admin.id))
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

/** Under the lock, so that nobody else becomes the first administrator between this check and the commit. */
async function requireNoAdmin(tx: Tx): Promise<void> {
  const [admin] = await tx.db.select({ id: users.id }).from(users).where(eq(users.role, 'admin')).limit(1)
  if (admin) throw notFound('A usable link')
}

/** @throws NOT_FOUND; CONFLICT `other-address` for another account than that of the address that was invited. */
async function acceptLink(
  tx: Tx,
  invitation: AdminInvitationRow & { isUsable: boolean },
  newcomer: (NonNullable<AcceptAdminInviteInput['account']> & { passwordHash: string | null }) | null,
): Promise<Person> {
  if (!invitation.isUsable) throw notFound('A usable link')
  const isStranger = tx.actor.kind !== 'user'
  const email = isStranger ? newcomer?.email : (await requireAccount(tx)).email
  if (email !== undefined && email !== invitation.email)
    throw new GameError(
      'CONFLICT',
      'This invitation is for another e-mail address: use the one that it was made for.',
      { reason: 'other-address' },
    )
  const passwordHash = newcomer?.passwordHash ?? null
  const admin =
    newcomer && passwordHash !== null
      ? await addAdmin(tx, { ...newcomer, passwordHash })
      : await promoteToAdmin(tx)
  await endInvitation(tx, invitation.id, 'accepted')
  await insertAudit(tx.db, toActor(admin), tx.now, [
    {
      action: 'admin-invitation.accepted',
      subject: { type: 'user', id: admin.id },
      detail: { invitationId: invitation.id, invitedBy: invitation.invitedBy },
    },
  ])
  return admin
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
  await changeRole(tx, { userId: account.id, role: 'admin' })
  return toPerson({ ...account, role: 'admin' })
}
