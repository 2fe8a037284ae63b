import { type Money } from '#server/domain/billing/money.ts'
import { type SimulatorContext } from './simulator-context.ts'
import { type SimulatedPlan, type SimulatedSubscription } from './simulator-state.ts'
import { SubscriptionError } from './subscription-error.ts'

/** PayPal tells payers by mail and gives them ten days. */
const OLD_PRICE_MS = 10 * 86_400_000

/** Moves all subscribers of a plan to a price; a bill due within ten days still has the old one. */
export function changePrice(context: SimulatorContext, plan: SimulatedPlan, price: Money): void {
  if (price.currency !== plan.currency) {
    throw new SubscriptionError('CURRENCY_MISMATCH', 'The currency of a plan cannot be changed.')
  }
  const now = context.now()
  plan.earlierPrice = { minor: plan.priceMinor, until: now + OLD_PRICE_MS }
  plan.priceMinor = price.minor
}

/** What a bill at `at` is for a month. Who subscribes after the change never had the old price. */
export function priceAt(plan: SimulatedPlan, { createdAt }: SimulatedSubscription, at: number): number {
  const { earlierPrice } = plan
  const hasOldPrice =
    earlierPrice !== null && at < earlierPrice.until && createdAt < earlierPrice.until - OLD_PRICE_MS
  return hasOldPrice ? earlierPrice.minor : plan.priceMinor
}
