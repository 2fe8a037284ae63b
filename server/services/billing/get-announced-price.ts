import { and, eq } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { paypalBindings, planPrices } from '#db/schema/platform/billing.ts'
import { formatAmount } from './format-amount.ts'
import { isOpenMove } from './plan-queries.ts'
import { type SubscriptionRow } from './queries.ts'

/** The price that was announced to a subscription's owner, and from when on PayPal may bill it. */
export async function getAnnouncedPrice(
  db: Queryable,
  { paypalSubscriptionId, currency }: SubscriptionRow,
): Promise<{ value: string; currency: string; from: string } | null> {
  if (paypalSubscriptionId === null) return null
  const [move] = await db
    .select({ amountMinor: planPrices.amountMinor, movesAt: planPrices.movesAt })
    .from(paypalBindings)
    .innerJoin(planPrices, and(eq(planPrices.planId, paypalBindings.planId), isOpenMove))
    .where(eq(paypalBindings.paypalSubscriptionId, paypalSubscriptionId))
  if (!move?.movesAt) return null
  return { value: formatAmount(move.amountMinor, currency), currency, from: move.movesAt.toISOString() }
}
