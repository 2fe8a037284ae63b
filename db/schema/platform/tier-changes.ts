import { sql } from 'drizzle-orm'
import { index, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { TIER_CHANGE_STATUSES } from '#server/domain/billing/tier-change.ts'
import { inOrder, setWhen } from '../checks.ts'
import { id, moment } from '../columns.ts'
import { paypalPlans, subscriptions } from './billing.ts'
import { pgTable } from './table.ts'

/**
 * Changes of the tier that an owner asked for: PayPal leads the payer to agree, and the first bill of the new price makes it so. Their
 * plans' prices pay a month of their PayPal subscription from the wish on.
 */
export const tierChanges = pgTable(
  'tier_changes',
  {
    id: id(),
    subscriptionId: uuid('subscription_id')
      .notNull()
      .references(() => subscriptions.id),
    /** The PayPal subscription that is revised. */
    paypalSubscriptionId: text('paypal_subscription_id').notNull(),
    fromPlanId: uuid('from_plan_id')
      .notNull()
      .references(() => paypalPlans.id),
    toPlanId: uuid('to_plan_id')
      .notNull()
      .references(() => paypalPlans.id),
    status: text('status', { enum: TIER_CHANGE_STATUSES }).notNull(),
    /** Null until PayPal answers. */
    approvalUrl: text('approval_url'),
    askedAt: moment('asked_at').notNull(),
    /** When we heard that the payer agreed; they may do so after they gave it up here. */
    consentedAt: moment('consented_at'),
    /** When it was paid, given up, or made impossible. */
    settledAt: moment('settled_at'),
  },
  (t) => [
    uniqueIndex('tier_changes_asked_key')
      .on(t.subscriptionId)
      .where(sql`status = 'asked'`),
    index('tier_changes_subscription_idx').on(t.subscriptionId, t.askedAt),
    index('tier_changes_paypal_idx').on(t.paypalSubscriptionId),
    index('tier_changes_from_idx').on(t.fromPlanId),
    index('tier_changes_to_idx').on(t.toPlanId),
    inOrder(t.askedAt, t.consentedAt),
    inOrder(t.askedAt, t.settledAt),
    setWhen(t.settledAt, t.status, ['done', 'given-up', 'ended']),
  ],
)
