import { randomUUID } from 'node:crypto'
import { and, eq, isNull } from 'drizzle-orm'
import { addressChanges } from '#db/schema/platform/account-access.ts'
import { CHANGE_LINK_MS } from '#server/domain/identity/account-links.ts'
import { GameError } from '#server/errors.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { queueMail } from '../mail/queue-mail.ts'
import { endLinks, writeLink } from './account-link.ts'
import { mayMailAddress } from './may-mail-address.ts'
import { type Visitor } from './password-attempt.ts'
import { getUserByEmail, type UserRow } from './queries.ts'
import { requireAccount } from './require-account.ts'
import { lockProof, requireProof } from '../require-proof.ts'

/**
 * Asks both addresses whether the account may move; an earlier request ends. The answer is the same whether or not another
 * account has the new address: its owner is told by mail, nobody else.
 * @param input.newAddress normalised
 * @throws UNAUTHORIZED; FORBIDDEN `step-up`; BAD_REQUEST naming the field for the same address; TOO_MANY_REQUESTS.
 */
export async function changeAddress(
  ctx: Ctx,
  { newAddress, visitor }: { newAddress: string; visitor: Visitor },
): Promise<void> {
  await requireProof(ctx)
  const account = await requireAccount(ctx)
  if (newAddress === account.email) throw refused('newAddress', 'This is your address already.')
  await ctx.limits.take('confirm-user', account.id)
  await transact(ctx, async (tx) => {
    await lockProof(tx)
    await endRequest(tx, account.id)
    await tx.db.insert(addressChanges).values({
      userId: account.id,
      oldAddress: account.email,
      newAddress,
      createdAt: tx.now,
      expiresAt: new Date(tx.now.getTime() + CHANGE_LINK_MS),
    })
    await askOldAddress(tx, account, newAddress)
    await askNewAddress(tx, account, newAddress, visitor)
    await tx.audit({ action: 'user.address-change-asked', subject: { type: 'user', id: account.id } })
  })
}

async function endRequest(tx: Tx, userId: string): Promise<void> {
  await tx.db
    .delete(addressChanges)
    .where(and(eq(addressChanges.userId, userId), isNull(addressChanges.appliedAt)))
  await endLinks(tx, 'approve-address', userId)
  await endLinks(tx, 'accept-address', userId)
}

async function askOldAddress(tx: Tx, { id: userId, email, callsign }: UserRow, newAddress: string) {
  const id = randomUUID()
  await writeLink(tx, { id, kind: 'approve-address', userId, address: email, validMs: CHANGE_LINK_MS })
  await queueMail(tx, {
    ...{ key: `approve-address:${id}`, kind: 'approve-address', userId, address: email },
    data: { linkId: id, callsign, newAddress },
  })
}

async function askNewAddress(
  tx: Tx,
  { id: userId, callsign }: UserRow,
  address: string,
  visitor: Visitor,
): Promise<void> {
  if (!(await mayMailAddress(tx, { address, visitor }))) return
  const id = randomUUID()
  const holder = await getUserByEmail(tx.db, address)
  if (holder) {
    await queueMail(tx, {
      ...{ key: `address-taken:${id}`, kind: 'address-taken', userId: holder.id, address },
      data: { callsign: holder.callsign },
    })
    return
  }
  await writeLink(tx, { id, kind: 'accept-address', userId, address, validMs: CHANGE_LINK_MS })
  await queueMail(tx, {
    ...{ key: `accept-address:${id}`, kind: 'accept-address', userId, address },
    data: { linkId: id, callsign },
  })
}

const refused = (path: string, message: string) =>
  new GameError('BAD_REQUEST', message, { issues: [{ path, message }] })
