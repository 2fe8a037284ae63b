import { randomUUID } from 'node:crypto'
import { and, eq, gt, isNull } from 'drizzle-orm'
import { addressChanges } from '#db/schema/platform/account-access.ts'
import { users } from '#db/schema/platform/identity.ts'
import { UNDO_LINK_MS } from '#server/domain/identity/account-links.ts'
import { GameError } from '#server/errors.ts'
import { transact, withActor, type Ctx, type Tx } from '../context.ts'
import { queueMail } from '../mail/queue-mail.ts'
import { notify } from '../notifications/notify.ts'
import { endedLink, requireLink, useLink, writeLink, type LinkRow } from './account-link.ts'
import { lockAddress } from './lock-address.ts'
import { toActor, toPerson } from './person.ts'
import { getUser, isAddressHeld, type UserRow } from './queries.ts'

/** Which end of a change a link belongs to. */
export type ChangeEnd = 'approve' | 'accept'

type ChangeRow = typeof addressChanges.$inferSelect

/** What a link agrees to. @throws NOT_FOUND `link-ended`. */
export async function readChangeLink(
  ctx: Ctx,
  input: { end: ChangeEnd; token: string },
): Promise<{ callsign: string; oldAddress: string | null; newAddress: string }> {
  const link = await requireLink(ctx, `${input.end}-address`, input.token)
  const { user, change } = await changeOf(ctx, link)
  // Whoever reads the new address's mails learns nothing of the old one.
  const oldAddress = input.end === 'approve' ? change.oldAddress : null
  return { callsign: user.callsign, oldAddress, newAddress: change.newAddress }
}

/**
 * Agrees to a change of address at one end. With the second agreement the account moves, and the old address is told how to
 * take that back. @returns whether it moved
 * @throws NOT_FOUND `link-ended`; CONFLICT `address-claimed` when another account has the address by now.
 */
export async function agreeToAddress(
  ctx: Ctx,
  input: { end: ChangeEnd; token: string },
): Promise<{ moved: boolean }> {
  const kind = `${input.end}-address` as const
  const { user } = await changeOf(ctx, await requireLink(ctx, kind, input.token))
  return transact(withActor(ctx, toActor(toPerson(user))), async (tx) => {
    const link = await useLink(tx, kind, input.token)
    const agreed = input.end === 'approve' ? { approvedAt: tx.now } : { acceptedAt: tx.now }
    const [change] = await tx.db
      .update(addressChanges)
      .set(agreed)
      .where(isOpen(link.userId, tx.now))
      .returning()
    if (!change) endedLink()
    await tx.audit({
      action: 'user.address-change-agreed',
      subject: { type: 'user', id: user.id },
      detail: { end: input.end },
    })
    if (change.approvedAt === null || change.acceptedAt === null) return { moved: false }
    await move(tx, user, change)
    return { moved: true }
  })
}

async function move(tx: Tx, user: UserRow, change: ChangeRow): Promise<void> {
  const { oldAddress, newAddress } = change
  await lockAddress(tx, newAddress)
  if (await isAddressHeld(tx.db, newAddress, tx.now))
    throw new GameError('CONFLICT', 'Another account has this address by now.', { reason: 'address-claimed' })
  const moved = await tx.db
    .update(users)
    .set({ email: newAddress, confirmedAt: tx.now })
    .where(and(eq(users.id, user.id), eq(users.email, oldAddress)))
    .returning({ id: users.id })
  // It went back meanwhile, or elsewhere.
  if (moved.length === 0) endedLink()
  await tx.db.update(addressChanges).set({ appliedAt: tx.now }).where(eq(addressChanges.id, change.id))
  const id = randomUUID()
  const toOld = { userId: user.id, address: oldAddress }
  await writeLink(tx, { id, kind: 'undo-address', ...toOld, validMs: UNDO_LINK_MS })
  await queueMail(tx, {
    ...{ key: `address-changed:${id}`, kind: 'address-changed', ...toOld },
    data: { linkId: id, callsign: user.callsign, newAddress },
  })
  await tx.audit({ action: 'user.address-changed', subject: { type: 'user', id: user.id } })
  await notify(tx, {
    userIds: [user.id],
    kind: 'account.address-changed',
    title: 'Your e-mail address was changed',
    body: 'The old address can take that back for seven days.',
    href: '/account',
  })
}

async function changeOf(ctx: Ctx, link: LinkRow): Promise<{ user: UserRow; change: ChangeRow }> {
  const now = await ctx.clock.now(ctx.db)
  const user = await getUser(ctx.db, link.userId)
  const [change] = await ctx.db.select().from(addressChanges).where(isOpen(link.userId, now))
  if (!user || !change) endedLink()
  return { user, change }
}

const isOpen = (userId: string, now: Date) =>
  and(eq(addressChanges.userId, userId), isNull(addressChanges.appliedAt), gt(addressChanges.expiresAt, now))
