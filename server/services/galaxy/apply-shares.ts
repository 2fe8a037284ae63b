import { and, eq, isNull, sql } from 'drizzle-orm'
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
  const ids = shares.map(({ userId }) => transferIdOf(`share ${evacuationId} ${userId}`))
  const userIds = shares.map(({ userId }) => userId)
  const amounts = shares.map(({ credits }) => credits)
  // A platform that was restored hears it again. Lists are one parameter each, however many share.
  await tx.db.execute(sql`
    insert into ${treasuryShares} (id, region_id, user_id, credits, shared_at)
    select share.id, ${regionId}::uuid, share.user_id, share.credits, ${at.toISOString()}::timestamptz
      from unnest(${sql.param(ids)}::uuid[], ${sql.param(userIds)}::uuid[], ${sql.param(amounts)}::bigint[])
        as share (id, user_id, credits)
    on conflict do nothing`)
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
