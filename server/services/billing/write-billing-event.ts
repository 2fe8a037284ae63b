import { billingEvents } from '#db/schema/platform/billing.ts'
import { type Tx } from '../context.ts'

/** Adds an entry to a subscription's timeline. `at` is when it happened, by default now. */
export async function writeBillingEvent(
  tx: Tx,
  subscriptionId: string,
  kind: string,
  detail: Record<string, unknown> = {},
  at: Date = tx.now,
): Promise<void> {
  await tx.db.insert(billingEvents).values({ subscriptionId, at, kind, detail })
}
