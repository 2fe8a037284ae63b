import { and, asc, eq, isNull, lt, notExists } from 'drizzle-orm'
import { subscriptions } from '#db/schema/platform/billing.ts'
import { users } from '#db/schema/platform/identity.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { WAITING_MS } from '#server/domain/identity/confirmation.ts'
import { transact, type Ctx } from '../context.ts'
import { expireAccount } from './expire-account.ts'

const BATCH = 500

/** Ends the accounts that waited too long. Never one that owns a region or has paid. */
export async function expireWaitingAccounts(ctx: Ctx): Promise<void> {
  if (!ctx.config.confirmationRequired) return
  await transact(ctx, async (tx) => {
    const owned = tx.db.select({ id: regions.id }).from(regions).where(eq(regions.ownerId, users.id))
    const paid = tx.db
      .select({ id: subscriptions.id })
      .from(subscriptions)
      .where(eq(subscriptions.userId, users.id))
    const late = await tx.db
      .select({ id: users.id })
      .from(users)
      .where(
        and(
          isNull(users.confirmedAt),
          isNull(users.expiredAt),
          lt(users.createdAt, new Date(tx.now.getTime() - WAITING_MS)),
          notExists(owned),
          notExists(paid),
        ),
      )
      .orderBy(asc(users.createdAt))
      .limit(BATCH)
    for (const { id } of late) await expireAccount(tx, id, 'not-confirmed')
  })
}
