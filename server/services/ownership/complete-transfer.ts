import { eq } from 'drizzle-orm'
import { transfers } from '#db/schema/platform/ownership.ts'
import { type Tx } from '../context.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { passOwnership } from './pass-ownership.ts'
import { lockOpenTransfer } from './transfer-queries.ts'

/** Makes the receiver of a transfer the owner. The caller has locked the region. */
export async function completeTransfer(
  tx: Tx,
  { region, transferId }: { region: RegionRow; transferId: string },
): Promise<void> {
  const transfer = await lockOpenTransfer(tx.db, region.id)
  if (transfer?.id !== transferId) throw new Error(`transfer ${transferId} is not the one that is open`)
  await tx.db.update(transfers).set({ status: 'done', endedAt: tx.now }).where(eq(transfers.id, transferId))
  await tx.audit({
    ...{ action: 'transfer.completed', regionId: region.id, subject: { type: 'transfer', id: transferId } },
    detail: { fromId: transfer.fromId, toId: transfer.toId },
  })
  await passOwnership(tx, { region, ownerId: transfer.toId, by: 'transfer' })
}
