import { eq } from 'drizzle-orm'
import { ledgerTransfers } from '#db/schema/galaxy/ledger.ts'
import { transferIdOf } from '../galaxies/transfer-id.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { transactInGalaxy, type GalaxyCtx } from './galaxy-context.ts'
import { lockPilotIfPresent } from './pilots.ts'

/**
 * Books a share of a treasury to a purse, once. A pilot who is not here with this version never will be again, so the answer that nothing was
 * received is final.
 */
export function receiveShare(
  galaxy: GalaxyCtx,
  input: CallInput<'receiveShare'>,
): Promise<CallOutput<'receiveShare'>> {
  const { userId, fencingVersion, shareId, credits } = input
  const id = transferIdOf(`treasury share ${shareId}`)
  return transactInGalaxy(galaxy, async (tx) => {
    const pilot = await lockPilotIfPresent(tx, input)
    if (!pilot) {
      const received = (await tx.db.$count(ledgerTransfers, eq(ledgerTransfers.id, id))) > 0
      return { received, messages: tx.sentMessages }
    }
    const isNew = await tx.post({
      id,
      reason: 'treasury_share',
      postings: [
        { account: 'transit:in', ownerId: null, asset: 'credits', amount: -BigInt(credits) },
        { account: 'purse', ownerId: userId, asset: 'credits', amount: BigInt(credits) },
      ],
    })
    if (isNew) await tx.sendToPlatform({ kind: 'share-received', shareId, userId, fencingVersion })
    return { received: true, messages: tx.sentMessages }
  })
}
