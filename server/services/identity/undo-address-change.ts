import { randomUUID } from 'node:crypto'
import { and, desc, eq, isNotNull, isNull } from 'drizzle-orm'
import { addressChanges, recoveryCodes } from '#db/schema/platform/account-access.ts'
import { users } from '#db/schema/platform/identity.ts'
import { RESET_LINK_MS } from '#server/domain/identity/account-links.ts'
import { GameError, notFound } from '#server/errors.ts'
import { transact, withActor, type Ctx } from '../context.ts'
import { queueMail } from '../mail/queue-mail.ts'
import { endLinksSince, requireLink, useLink, writeLink } from './account-link.ts'
import { lockAddress } from './lock-address.ts'
import { toActor, toPerson } from './person.ts'
import { getUser, getUserByEmail } from './queries.ts'
import { endAllAccess } from './end-all-access.ts'
import { askPasskeysForPassword, removeFactorsSince } from './factor-changes.ts'

/** Which account goes back to which address. @throws NOT_FOUND `link-ended`. */
export async function readUndoLink(
  ctx: Ctx,
  input: { token: string },
): Promise<{ callsign: string; oldAddress: string }> {
  const link = await requireLink(ctx, 'undo-address', input.token)
  const user = await getUser(ctx.db, link.userId)
  if (!user) throw notFound('This account')
  return { callsign: user.callsign, oldAddress: link.address }
}

/**
 * Takes a change of address back, as its old address may for seven days. Whoever made the change knew the password and may have made
 * more ways in: the password, recovery codes, later second factors, links and requests end, everybody is logged out, and the old address gets a link
 * to a new password.
 * @throws NOT_FOUND `link-ended`; CONFLICT `address-claimed` when another account has the old address.
 */
export async function undoAddressChange(ctx: Ctx, input: { token: string }): Promise<void> {
  const { userId } = await requireLink(ctx, 'undo-address', input.token)
  const user = await getUser(ctx.db, userId)
  if (!user) throw notFound('This account')
  await transact(withActor(ctx, toActor(toPerson(user))), async (tx) => {
    const { address, createdAt } = await useLink(tx, 'undo-address', input.token)
    // Later ones only: the address that the account leaves now must not end the link of the one before.
    await endLinksSince(tx, ['reset-password', 'undo-address'], { userId, since: createdAt })
    await lockAddress(tx, address)
    const holder = await getUserByEmail(tx.db, address)
    if (holder && holder.id !== userId)
      throw new GameError('CONFLICT', 'Another account has this address. Ask the operator of this server.', {
        reason: 'address-claimed',
      })
    await tx.db
      .update(users)
      // No password fits: only the mailed link sets one.
      .set({ email: address, confirmedAt: tx.now, passwordHash: '!' })
      .where(eq(users.id, userId))
    await tx.db.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId))
    await removeFactorsSince(tx, userId, createdAt)
    await askPasskeysForPassword(tx, userId)
    await tx.db
      .delete(addressChanges)
      .where(and(eq(addressChanges.userId, userId), isNull(addressChanges.appliedAt)))
    const [latest] = await tx.db
      .select({ id: addressChanges.id })
      .from(addressChanges)
      .where(
        and(
          eq(addressChanges.userId, userId),
          eq(addressChanges.oldAddress, address),
          isNotNull(addressChanges.appliedAt),
          isNull(addressChanges.undoneAt),
        ),
      )
      .orderBy(desc(addressChanges.appliedAt))
      .limit(1)
    if (latest)
      await tx.db.update(addressChanges).set({ undoneAt: tx.now }).where(eq(addressChanges.id, latest.id))
    await endAllAccess(tx, userId)
    const id = randomUUID()
    await writeLink(tx, { id, kind: 'reset-password', userId, address, validMs: RESET_LINK_MS })
    await queueMail(tx, {
      ...{ key: `reset-password:${id}`, kind: 'reset-password', userId, address },
      data: { linkId: id, callsign: user.callsign },
    })
    await tx.audit({ action: 'user.address-change-undone', subject: { type: 'user', id: userId } })
  })
}
