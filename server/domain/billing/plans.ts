import { type Money } from './money.ts'

/** What can be subscribed to (DESIGN.md §3 Subscriptions). */
export const PLAN_KEYS = ['regional_owner', 'galactic_citizen'] as const
export type PlanKey = (typeof PLAN_KEYS)[number]

export interface Plan {
  readonly key: PlanKey
  readonly name: string
  readonly description: string
  /** The price of one calendar month. */
  readonly price: Money
}

export const PLANS: Record<PlanKey, Plan> = {
  regional_owner: {
    key: 'regional_owner',
    name: 'Regional ownership',
    description: 'A region of 500 sectors to found, govern, tax and style.',
    price: { minor: 2500, currency: 'USD' },
  },
  galactic_citizen: {
    key: 'galactic_citizen',
    name: 'Galactic citizenship',
    description: 'No gate tolls, citizenship in up to five regions and a page style of your own.',
    price: { minor: 500, currency: 'USD' },
  },
}
