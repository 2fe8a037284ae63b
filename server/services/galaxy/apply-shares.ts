import { and, eq, isNull } from 'drizzle-orm'
import { treasuryShares } from '#db/schema/platform/evacuations.ts'
import {
  type ShareReceivedMessage,
  type TreasurySharedMessage,
} from '#server/domain/galaxy/galaxy-messages.ts'
import { transferIdOf } from '#server/galaxies/transfer-id.ts'
import { type Tx } from '../context.ts'

/** Keeps the shares of a treasury that has left its galaxy, until purses have them. */
export async function keepShares(
  tx: Tx,
  regionId: string,
  { evacuationId, shares }: TreasurySharedMessage,
  at: Date,
): Promise<void> {
  await tx.db
    .insert(treasuryShares)
    .values(
      shares.map(({ userId, credits }) => ({
        id: transferIdOf(`share ${evacuationId} ${userId}`),
        ...{ regionId, userId, credits, sharedAt: at },
      })),
    )
    // A platform that was restored hears it again.
    .onConflictDoNothing()
  await tx.audit({
    action: 'treasury.shared',
    regionId,
    subject: { type: 'region', id: regionId },
    detail: { citizens: shares.length, credits: shares.reduce((sum, share) => sum + share.credits, 0) },
  })
}

/** A purse has its share now. */
export async function noteShareReceived(
  tx: Tx,
  galaxyId: string,
  { shareId, fencingVersion }: ShareReceivedMessage,
  at: Date,
): Promise<void> {
  await tx.db
    .update(treasuryShares)
    .set({ galaxyId, fencingVersion, receivedAt: at })
    .where(and(eq(treasuryShares.id, shareId), isNull(treasuryShares.receivedAt)))
}
