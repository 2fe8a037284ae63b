import { and, eq, sql } from 'drizzle-orm'
import { paypalPlans, planPrices, subscriptions } from '#db/schema/platform/billing.ts'
import { type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { isOpenMove } from './plan-queries.ts'
import { isConcernedBy, newsOfMove } from './price-moves.ts'
import { type SubscriptionRow } from './queries.ts'

/**
 * Tells the payer of a subscription of a move of its price that was announced before they came to pay it: by a checkout that was open
 * then, a renewal, or a change of size. Who was told of it is not told again.
 */
export async function tellOfAnnouncedPrice(tx: Tx, { id, userId }: SubscriptionRow): Promise<void> {
  const moves = await tx.db
    .select({ plan: paypalPlans, price: planPrices })
    .from(subscriptions)
    .innerJoin(planPrices, isConcernedBy(tx.db, planPrices.planId))
    .innerJoin(paypalPlans, eq(paypalPlans.id, planPrices.planId))
    .where(and(eq(subscriptions.id, id), isOpenMove))
  if (moves.length === 0) return
  // Two subscriptions of one payer that begin at the same moment would not see each other's notice.
  await tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`price-told:${userId}`}, 0))`)
  for (const { plan, price } of moves)
    await notify(tx, {
      ...(await newsOfMove(tx, plan, price)),
      ...{ userIds: [userId], once: true, senderId: null },
    })
}
