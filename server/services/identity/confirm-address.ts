import { and, eq, isNull } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { GameError } from '#server/errors.ts'
import { transact, withActor, type Ctx, type Tx } from '../context.ts'
import { requireLink, useLink } from './account-link.ts'
import { lockAddress } from './lock-address.ts'
import { expireAccount } from './expire-account.ts'
import { toActor, toPerson } from './person.ts'
import { getUser, isAddressHeld, type UserRow } from './queries.ts'

/** Whose address a link confirms. @throws NOT_FOUND `link-ended`. */
export async function readConfirmationLink(
  ctx: Ctx,
  input: { token: string },
): Promise<{ callsign: string; email: string }> {
  const { callsign, email } = await waitingOf(ctx, input.token)
  return { callsign, email }
}

/**
 * Confirms the address of an account by the link that was mailed to it. Of several that wait the first has the address.
 * @throws NOT_FOUND `link-ended`; CONFLICT `address-claimed` when another account was faster.
 */
export async function confirmAddress(ctx: Ctx, input: { token: string }): Promise<void> {
  await byLink(ctx, input.token, async (tx, user) => {
    await lockAddress(tx, user.email)
    if (await isAddressHeld(tx.db, user.email, tx.now))
      throw new GameError('CONFLICT', 'Another account has this address by now. Log in to that one.', {
        reason: 'address-claimed',
      })
    await tx.db.update(users).set({ confirmedAt: tx.now, waitingKey: null }).where(isWaiting(user.id))
    await tx.audit({ action: 'user.address-confirmed', subject: { type: 'user', id: user.id } })
  })
}

/** Ends an account that somebody made with an address that is not theirs. @throws NOT_FOUND `link-ended`. */
export async function disownAddress(ctx: Ctx, input: { token: string }): Promise<void> {
  await byLink(ctx, input.token, (tx, user) => expireAccount(tx, user.id, 'disowned'))
}

async function byLink(
  ctx: Ctx,
  token: string,
  work: (tx: Tx, user: UserRow) => Promise<void>,
): Promise<void> {
  const user = await waitingOf(ctx, token)
  await transact(withActor(ctx, toActor(toPerson(user))), async (tx) => {
    await useLink(tx, 'confirm-address', token)
    await work(tx, user)
    tx.publish({ audience: { kind: 'user', userId: user.id }, topic: 'session' })
  })
}

async function waitingOf(ctx: Ctx, token: string): Promise<UserRow> {
  const link = await requireLink(ctx, 'confirm-address', token)
  const user = await getUser(ctx.db, link.userId)
  if (user?.confirmedAt !== null || user.email !== link.address)
    throw new GameError('NOT_FOUND', 'This link was used or has expired. Ask for a new one.', {
      reason: 'link-ended',
    })
  return user
}

const isWaiting = (userId: string) => and(eq(users.id, userId), isNull(users.confirmedAt))
