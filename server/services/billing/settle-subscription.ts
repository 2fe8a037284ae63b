import { type Ctx } from '../context.ts'
import { settleWith } from './settle-with.ts'

/**
 * Brings one subscription up to date with PayPal, its ledger and the time. Whoever calls it last, for whatever reason,
 * leaves the same state. Returns whether anything changed. @throws PayPalError when PayPal cannot be read.
 */
export async function settleSubscription(
  ctx: Ctx,
  { subscriptionId }: { subscriptionId: string },
): Promise<{ changed: boolean }> {
  return (await settleWith(ctx, subscriptionId, (_tx, settle) => settle())) ?? { changed: false }
}
