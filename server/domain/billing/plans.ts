import { REGION_SECTORS } from '../galaxy/region-size.ts'
import { GALACTIC_CITIZENSHIP_LIMIT } from '../membership/citizenship-limits.ts'
import { type Money } from './money.ts'

/** PayPal environments: the local simulator, PayPal's sandbox, or live. */
export const PAYPAL_ENVIRONMENTS = ['simulator', 'sandbox', 'live'] as const
export type PayPalEnvironment = (typeof PAYPAL_ENVIRONMENTS)[number]

/** What a subscription is for (DESIGN.md §3 Subscriptions). */
export const PLAN_KEYS = ['regional_owner', 'galactic_citizen'] as const
export type PlanKey = (typeof PLAN_KEYS)[number]

export interface Plan {
  readonly key: PlanKey
  readonly name: string
  readonly description: string
  /** Price of one calendar month when PayPal is set up. From then on prices are rows (`plan_prices`). */
  readonly firstPrice: Money
}

export const PLANS: Record<PlanKey, Plan> = {
  regional_owner: {
    key: 'regional_owner',
    name: 'Regional ownership',
    description: `Your own region of ${REGION_SECTORS} sectors to found, govern, tax and style.`,
    firstPrice: { minor: 2500, currency: 'USD' },
  },
  galactic_citizen: {
    key: 'galactic_citizen',
    name: 'Galactic citizenship',
    description: `No gate tolls, and citizenship in up to ${GALACTIC_CITIZENSHIP_LIMIT} regions.`,
    firstPrice: { minor: 500, currency: 'USD' },
  },
}
