import { shareTreasury as sharesOf } from '#server/domain/economy/treasury-shares.ts'
import { transferIdOf } from '../galaxies/transfer-id.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { transactInGalaxy, type GalaxyCtx } from './galaxy-context.ts'
import { lockTreasury } from './ledger-account.ts'
import { endJobs } from './settle-treasury.ts'

/** Sends the whole treasury out of the galaxy in equal shares, once per evacuation. What jobs have left over goes with it. */
export function shareTreasury(
  galaxy: GalaxyCtx,
  { evacuationId, userIds }: CallInput<'shareTreasury'>,
): Promise<CallOutput<'shareTreasury'>> {
  return transactInGalaxy(galaxy, async (tx) => {
    await endJobs(tx)
    const total = BigInt(await lockTreasury(tx.db))
    const shares = sharesOf(total, userIds)
    const isNew =
      shares.length > 0 &&
      (await tx.post({
        id: transferIdOf(`treasury shares ${evacuationId}`),
        reason: 'treasury_share',
        postings: [
          { account: 'treasury', ownerId: null, asset: 'credits', amount: -total },
          { account: 'transit:out', ownerId: null, asset: 'credits', amount: total },
        ],
      }))
    if (isNew) await tx.sendToPlatform({ kind: 'treasury-shared', evacuationId, shares })
    return { messages: tx.sentMessages }
  })
}
