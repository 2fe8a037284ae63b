import { allow, refuse, type Verdict } from '../refusal.ts'
import { type CountedEntry } from './payment-ledger.ts'
import { type Plan } from './plans.ts'
import { type SubscriptionSnapshot } from './subscription-snapshot.ts'
import { type TakeoverStage } from './takeover.ts'

export const GRANT_REFUSALS = [
  'foreign-plan',
  'custom-id-mismatch',
  'bound-elsewhere',
  'amount-mismatch',
  'name-taken',
  'owner-gone',
  'region-kept',
] as const
export type GrantRefusal = (typeof GRANT_REFUSALS)[number]

/** The checkout as our own row has it, to compare with PayPal. */
export interface CheckoutFacts {
  readonly plan: Plan
  /** PayPal's ids (P-…) of the plans that this checkout was offered: each has its own price. */
  readonly paypalPlanIds: readonly string[]
  /** The id of our row, sent as custom_id when the subscription was created. */
  readonly customId: string
  /** PayPal's subscription id already belongs to another row or account. */
  readonly isBoundElsewhere: boolean
  /** Another buyer took the region's name, or a display name like its own, after our hold expired. Always false for a citizenship. */
  readonly isNameTaken: boolean
  /** The buyer's account was deleted before the payment arrived. */
  readonly isOwnerGone: boolean
  readonly takeover: TakeoverStage
  /** Until when the subscription was paid that it takes over from; null where there is none. */
  readonly paidBefore: Date | null
  /** For how many months an archive is kept, where the setting is not the least. */
  readonly archiveMonths?: number
}

/**
 * Checks before a payment opens anything (PAYPAL.md "Before granting"): the plan is ours, custom_id is our row, no
 * other account holds the subscription, the money pays whole months at the prices of its time (other payments never count,
 * see coverageOf), and the name is still free.
 */
export function checkBeforeGranting(
  facts: CheckoutFacts,
  snapshot: SubscriptionSnapshot,
  ledger: readonly CountedEntry[],
): Verdict<undefined, GrantRefusal> {
  if (!facts.paypalPlanIds.includes(snapshot.planId)) {
    return refuse('foreign-plan', 'The subscription is for an unknown plan.')
  }
  if (snapshot.customId !== facts.customId) {
    return refuse('custom-id-mismatch', 'The subscription belongs to another checkout.')
  }
  if (facts.isBoundElsewhere) return refuse('bound-elsewhere', 'The subscription belongs to another account.')
  const payments = ledger.filter((entry) => entry.kind === 'payment')
  if (payments.length > 0 && !payments.some((entry) => entry.months > 0)) {
    return refuse('amount-mismatch', 'A payment does not match the price of the plan.')
  }
  if (facts.isOwnerGone) return refuse('owner-gone', 'The account of the buyer was deleted.')
  if (facts.isNameTaken) return refuse('name-taken', 'Another buyer took the name after the hold expired.')
  if (facts.takeover === 'void') return refuse('region-kept', 'The region cannot be taken over any more.')
  return allow(undefined)
}
