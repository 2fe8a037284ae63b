import { type Ctx } from '../context.ts'
import { settleWith } from './settle-with.ts'

/**
 * Updates one subscription from PayPal, its ledger and the time. The result does not depend on who calls it or how
 * often. Returns whether anything changed.
 * @throws PayPalError when PayPal cannot be read.
 */
export async function settleSubscription(
  ctx: Ctx,
  { subscriptionId }: { subscriptionId: string },
): Promise<{ changed: boolean }> {
  return (await settleWith(ctx, subscriptionId, (_tx, settle) => settle())) ?? { changed: false }
}
