import { randomUUID } from 'node:crypto'
import { WAITING_MS } from '#server/domain/identity/confirmation.ts'
import { type Tx } from '../context.ts'
import { queueMail } from '../mail/queue-mail.ts'
import { endLinks, writeLink } from './account-link.ts'
import { mayMailAddress } from './may-mail-address.ts'
import { type Visitor } from './password-attempt.ts'
import { type UserRow } from './queries.ts'

/**
 * Mails a link that confirms the address of a waiting account, and ends the earlier ones. Whoever has the address already is
 * told instead. One address gets a few such mails a day from each source: nobody is flooded by strangers who sign up with it.
 * @returns whether a mail goes out
 */
export async function writeConfirmation(
  tx: Tx,
  {
    waiting,
    holder,
    visitor,
  }: {
    waiting: Pick<UserRow, 'id' | 'callsign' | 'email'>
    holder: UserRow | null
    visitor: Pick<Visitor, 'ipAddress'>
  },
): Promise<boolean> {
  const id = randomUUID()
  const address = waiting.email
  const isAllowed = await mayMailAddress(tx, { address, visitor })
  if (holder) {
    if (isAllowed)
      await queueMail(tx, {
        key: `address-taken:${id}`,
        kind: 'address-taken',
        userId: holder.id,
        address,
        data: { callsign: holder.callsign },
      })
    return isAllowed
  }
  if (!isAllowed) return false
  await endLinks(tx, 'confirm-address', waiting.id)
  await writeLink(tx, { id, kind: 'confirm-address', userId: waiting.id, address, validMs: WAITING_MS })
  await queueMail(tx, {
    key: `confirm-address:${id}`,
    kind: 'confirm-address',
    userId: waiting.id,
    address,
    data: { linkId: id, callsign: waiting.callsign },
  })
  return true
}
