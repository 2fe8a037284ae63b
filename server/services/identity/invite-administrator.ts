import { randomUUID } from 'node:crypto'
import { adminInvitations } from '#db/schema/platform/admin-invitations.ts'
import { tokenHash } from '#server/auth/secrets.ts'
import { ADMIN_INVITATIONS_MAX } from '#server/domain/identity/admin-invitations.ts'
import { suspensionAt } from '#server/domain/identity/suspension.ts'
import { INVITATION_DAYS } from '#server/domain/membership/invitation-rules.ts'
import { DAY_MS } from '#server/domain/utc-day.ts'
import { GameError, notFound } from '#server/errors.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { requireUser } from '../require-actor.ts'
import { endLapsedInvitations, findUsableInvitations } from './admin-invitation-queries.ts'
import { requireStillAdmin } from './change-role.ts'
import { getUser, getUserByEmail, type UserRow } from './queries.ts'

/**
 * Invites an account to become an administrator. The invitation holds for 14 days, and as long as who made it administers. A second
 * one while the first is open changes nothing.
 * @throws FORBIDDEN; NOT_FOUND; CONFLICT `already-administrator`, `suspended`, `unconfirmed`, `too-many-invitations`.
 */
export async function invitePlayerAsAdmin(
  ctx: Ctx,
  { userId, reason }: { userId: string; reason: string },
): Promise<{ callsign: string }> {
  return transact(ctx, async (tx) => {
    await requireStillAdmin(tx)
    const guest = await getUser(tx.db, userId)
    if (!guest) throw notFound('This player')
    await inviteAccount(tx, guest, reason)
    return { callsign: guest.callsign }
  })
}

/**
 * Invites whoever has this address: the account, if there is one. Otherwise a link is returned that makes one, to be handed on; asked
 * again, the same.
 * @param input.email normalised @throws FORBIDDEN; CONFLICT as above.
 */
export async function inviteAddressAsAdmin(
  ctx: Ctx,
  { email, reason }: { email: string; reason: string },
): Promise<{ callsign: string | null; url: string | null }> {
  return transact(ctx, async (tx) => {
    await requireStillAdmin(tx)
    const guest = await getUserByEmail(tx.db, email)
    if (guest) {
      await inviteAccount(tx, guest, reason)
      return { callsign: guest.callsign, url: null }
    }
    const open = await findUsableInvitations(tx.db, tx.now)
    const id = open.find((one) => one.userId === null && one.email === email)?.id ?? randomUUID()
    const token = tx.secrets.linkToken(id)
    await write(tx, { id, email, linkHash: tokenHash(token) }, reason)
    return { callsign: null, url: `${tx.config.publicUrl}/admin-invite/${token}` }
  })
}

async function inviteAccount(tx: Tx, guest: UserRow, reason: string): Promise<void> {
  const refuse = (why: string, message: string) => {
    throw new GameError('CONFLICT', message, { reason: why })
  }
  if (guest.role === 'admin')
    refuse('already-administrator', `${guest.callsign} is an administrator already.`)
  if (suspensionAt(guest, tx.now) !== null)
    refuse('suspended', `${guest.callsign} is suspended. Lift the suspension first.`)
  if (guest.confirmedAt === null)
    refuse('unconfirmed', `${guest.callsign} has to confirm the e-mail address first.`)
  const isNew = await write(tx, { id: randomUUID(), userId: guest.id }, reason)
  if (!isNew) return
  await notify(tx, {
    userIds: [guest.id],
    kind: 'account.admin-invited',
    title: 'You are invited to become an administrator',
    body: `Accept or decline within ${INVITATION_DAYS} days.`,
    href: '/account',
  })
}

type Guest = { id: string } & ({ userId: string } | { email: string; linkHash: string })

/** False when this guest has a usable invitation already. Everybody who invites waits for the lock of administrators. */
async function write(tx: Tx, guest: Guest, reason: string): Promise<boolean> {
  const isTheirs = (one: { userId: string | null; email: string | null }) =>
    'userId' in guest ? one.userId === guest.userId : one.userId === null && one.email === guest.email
  const usable = await findUsableInvitations(tx.db, tx.now)
  if (usable.some(isTheirs)) return false
  if (usable.length >= ADMIN_INVITATIONS_MAX)
    throw new GameError('CONFLICT', `${ADMIN_INVITATIONS_MAX} invitations are open: revoke one first.`, {
      reason: 'too-many-invitations',
    })
  await endLapsedInvitations(tx, 'userId' in guest ? { userId: guest.userId } : { email: guest.email })
  await tx.db.insert(adminInvitations).values({
    ...guest,
    invitedBy: requireUser(tx).userId,
    invitedAt: tx.now,
    expiresAt: new Date(tx.now.getTime() + INVITATION_DAYS * DAY_MS),
  })
  await tx.audit({
    action: 'admin-invitation.made',
    subject:
      'userId' in guest ? { type: 'user', id: guest.userId } : { type: 'admin-invitation', id: guest.id },
    detail: { reason, invitationId: guest.id, ...('email' in guest ? { email: guest.email } : {}) },
  })
  return true
}
