import { eq } from 'drizzle-orm'
import { ledgerTransfers } from '#db/schema/galaxy/ledger.ts'
import { transferIdOf } from '../galaxies/transfer-id.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { transactInGalaxy, type GalaxyCtx } from './galaxy-context.ts'

/** Books the toll of a crossing to the treasury of the Nexus, once. Answers when that was. */
export function receiveToll(
  galaxy: GalaxyCtx,
  { crossingId, toll }: CallInput<'receiveToll'>,
): Promise<CallOutput<'receiveToll'>> {
  return transactInGalaxy(galaxy, async (tx) => {
    const id = transferIdOf(`toll ${crossingId}`)
    await tx.post({
      id,
      reason: 'gate_toll',
      postings: [
        { account: 'transit:in', ownerId: null, asset: 'credits', amount: -BigInt(toll) },
        { account: 'treasury', ownerId: null, asset: 'credits', amount: BigInt(toll) },
      ],
    })
    const [transfer] = await tx.db.select().from(ledgerTransfers).where(eq(ledgerTransfers.id, id))
    return { at: (transfer?.at ?? tx.now).toISOString() }
  })
}
