import { sql } from 'drizzle-orm'
import {
  boolean,
  index,
  integer,
  jsonb,
  text,
  uniqueIndex,
  uuid,
  type AnyPgColumn,
} from 'drizzle-orm/pg-core'
import { type GovernanceType } from '#server/domain/regions/governance-types.ts'
import { type Specialization } from '#server/domain/economy/specializations.ts'
import { type Theme } from '#server/domain/culture/theme.ts'
import { PAYPAL_ENVIRONMENTS, PLAN_KEYS } from '#server/domain/billing/plans.ts'
import { OFFER_KEYS, TIERS } from '#server/domain/billing/tiers.ts'
import { CURRENCIES } from '#server/domain/billing/money.ts'
import { REFUND_CAUSES, REFUND_REASON_LENGTH, REFUND_STATUSES } from '#server/domain/billing/refunds.ts'
import { LEDGER_KINDS } from '#server/domain/billing/payment-ledger.ts'
import { DISPUTE_OUTCOMES } from '#server/domain/billing/disputes.ts'
import { MONTHS_MAX } from '#server/domain/billing/plan-prices.ts'
import { INBOX_OUTCOMES } from '#server/domain/billing/inbox-outcomes.ts'
import {
  PAYPAL_SUBSCRIPTION_STATUSES,
  SUBSCRIPTION_STATUSES,
} from '#server/domain/billing/subscription-status.ts'
import { atLeast, between, inOrder, isObject, length, setWhen, together } from '../checks.ts'
import { bytes, id, moment } from '../columns.ts'
import { users } from './identity.ts'
import { rescues, transfers } from './ownership.ts'
import { regions } from './regions.ts'
import { pgTable } from './table.ts'

/**
 * PayPal plans of this installation. Set-up makes the first of each key and environment; each new price makes another, which is
 * then the one on sale. Those who subscribed to an earlier one keep it.
 */
export const paypalPlans = pgTable(
  'paypal_plans',
  {
    id: id(),
    environment: text('environment', { enum: PAYPAL_ENVIRONMENTS }).notNull(),
    plan: text('plan', { enum: OFFER_KEYS }).notNull(),
    productId: text('product_id').notNull(),
    paypalPlanId: text('paypal_plan_id').notNull(),
    /** The price that it was made with; `plan_prices` has all of them. */
    amountMinor: integer('amount_minor').notNull(),
    currency: text('currency', { enum: CURRENCIES }).notNull(),
    /** Plans that were made before prices had dates count as always on sale. */
    onSaleFrom: moment('on_sale_from').notNull().default(new Date(0)),
    onSaleUntil: moment('on_sale_until'),
  },
  (t) => [
    uniqueIndex('paypal_plans_on_sale_key')
      .on(t.environment, t.plan)
      .where(sql`on_sale_until is null`),
    uniqueIndex('paypal_plans_paypal_key').on(t.environment, t.paypalPlanId),
    atLeast(t.amountMinor, 1),
    inOrder(t.onSaleFrom, t.onSaleUntil),
  ],
)

/**
 * Prices of a month of a PayPal plan, with the time in which a payment of it counts. The first has no announcement. A later one is
 * a move of those who pay already: it counts from its announcement, and PayPal bills it after `moves_at`.
 */
export const planPrices = pgTable(
  'plan_prices',
  {
    id: id(),
    planId: uuid('plan_id')
      .notNull()
      .references(() => paypalPlans.id, { onDelete: 'cascade' }),
    amountMinor: integer('amount_minor').notNull(),
    validFrom: moment('valid_from').notNull(),
    /** Set when it was replaced, or when the move was cancelled. */
    validUntil: moment('valid_until'),
    /** When PayPal may be told at the earliest; until then the move can be cancelled. */
    movesAt: moment('moves_at'),
    movedAt: moment('moved_at'),
  },
  (t) => [
    uniqueIndex('plan_prices_open_move_key')
      .on(t.planId)
      .where(sql`moves_at is not null and moved_at is null and valid_until is null`),
    index('plan_prices_plan_idx').on(t.planId, t.validFrom),
    atLeast(t.amountMinor, 1),
    inOrder(t.validFrom, t.validUntil),
    inOrder(t.movesAt, t.movedAt),
  ],
)

/** Choices from the founding wizard, kept until the region is created from them. */
export type RegionDraft = {
  name: string
  displayName: string
  governanceType: GovernanceType
  economicSpecialization: Specialization | null
  theme: Theme | null
  motto: string
}

export const subscriptions = pgTable(
  'subscriptions',
  {
    id: id(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    plan: text('plan', { enum: PLAN_KEYS }).notNull(),
    /** Of a region: the tier that was paid last, before the first payment the one that is bought. */
    tier: text('tier', { enum: TIERS }).notNull().default('standard'),
    regionId: uuid('region_id').references(() => regions.id),
    draft: jsonb('draft').$type<RegionDraft>(),
    /** The rescue by which it takes a region over, if so. */
    rescueId: uuid('rescue_id').references(() => rescues.id),
    /** The transfer by which it takes a region over, if so. */
    transferId: uuid('transfer_id').references(() => transfers.id),
    /** The subscription from which it took its region over. */
    predecessorId: uuid('predecessor_id').references((): AnyPgColumn => subscriptions.id),
    /** When another subscription took its region over. */
    handedOverAt: moment('handed_over_at'),
    /** Status of the reducer (domain/billing). */
    status: text('status', { enum: SUBSCRIPTION_STATUSES }).notNull(),
    /** Full state of the reducer. `status` and the dates below are copies for queries. */
    state: jsonb('state').$type<Record<string, unknown>>().notNull(),
    paypalSubscriptionId: text('paypal_subscription_id'),
    paypalStatus: text('paypal_status', { enum: PAYPAL_SUBSCRIPTION_STATUSES }),
    approvalUrl: text('approval_url'),
    amountMinor: integer('amount_minor').notNull(),
    currency: text('currency', { enum: CURRENCIES }).notNull(),
    paidThrough: moment('paid_through'),
    /** When PayPal bills next, and from whom, as it said last. */
    nextBillingAt: moment('next_billing_at'),
    payer: text('payer'),
    graceUntil: moment('grace_until'),
    cancelRequestedAt: moment('cancel_requested_at'),
    /** When time alone may change the state next. A job is scheduled for it, and a sweep checks it too. */
    nextTransitionAt: moment('next_transition_at'),
    flagged: boolean('flagged').notNull().default(false),
    createdAt: moment('created_at').notNull(),
    updatedAt: moment('updated_at').notNull(),
    reconciledAt: moment('reconciled_at'),
    /** Increases with every applied PayPal answer. An answer requested before the last one is outdated. */
    revision: integer('revision').notNull().default(0),
  },
  (t) => [
    uniqueIndex('subscriptions_paypal_key').on(t.paypalSubscriptionId),
    index('subscriptions_user_idx').on(t.userId),
    index('subscriptions_region_idx').on(t.regionId),
    index('subscriptions_rescue_idx').on(t.rescueId),
    index('subscriptions_transfer_idx').on(t.transferId),
    index('subscriptions_predecessor_idx').on(t.predecessorId),
    uniqueIndex('subscriptions_transfer_key')
      .on(t.transferId)
      .where(sql`transfer_id is not null and region_id is not null`),
    // A rescue passes its region once.
    uniqueIndex('subscriptions_rescue_key')
      .on(t.rescueId)
      .where(sql`rescue_id is not null and region_id is not null`),
    index('subscriptions_status_idx').on(t.status),
    index('subscriptions_created_idx').on(t.createdAt, t.id),
    index('subscriptions_transition_idx').on(t.nextTransitionAt),
    isObject(t.draft),
    isObject(t.state),
    atLeast(t.amountMinor, 1),
    atLeast(t.revision, 0),
    inOrder(t.createdAt, t.updatedAt),
  ],
)

/**
 * Every PayPal subscription ever created for one of our rows: the first one and later renewals. Events of all of them
 * belong to the row; `subscriptions.paypalSubscriptionId` is the current one.
 */
export const paypalBindings = pgTable(
  'paypal_bindings',
  {
    /** Sent as PayPal-Request-Id; the first binding has its row's own id. */
    id: uuid('id').primaryKey(),
    subscriptionId: uuid('subscription_id')
      .notNull()
      .references(() => subscriptions.id),
    /** The PayPal plan that the buyer is offered. Null in rows older than this column: then any plan of the key. */
    planId: uuid('plan_id').references(() => paypalPlans.id, { onDelete: 'set null' }),
    /** Null until PayPal answers. */
    paypalSubscriptionId: text('paypal_subscription_id'),
    approvalUrl: text('approval_url'),
    createdAt: moment('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('paypal_bindings_paypal_key').on(t.paypalSubscriptionId),
    index('paypal_bindings_subscription_idx').on(t.subscriptionId, t.createdAt),
    index('paypal_bindings_plan_idx').on(t.planId),
  ],
)

/**
 * Payments, refunds, reversals and reinstatements: one row per PayPal sale, refund, reversal or won dispute. Paid-through is computed from these
 * rows alone.
 */
export const paymentLedger = pgTable(
  'payment_ledger',
  {
    id: id(),
    subscriptionId: uuid('subscription_id')
      .notNull()
      .references(() => subscriptions.id),
    kind: text('kind', { enum: LEDGER_KINDS }).notNull(),
    /** PayPal's id of the sale, refund, reversal or dispute; `correction-…` for what an administrator corrected. */
    paypalId: text('paypal_id').notNull(),
    /** The sale whose money a refund or reversal returns, or a reinstatement gives back. */
    saleId: text('sale_id'),
    amountMinor: integer('amount_minor').notNull(),
    currency: text('currency', { enum: CURRENCIES }).notNull(),
    /** What PayPal kept of a payment, or gave back of that with a refund; null until it says so. */
    feeMinor: integer('fee_minor'),
    /** Whole months that a payment pays, by the prices of its time; zero when it matches none. Null for what is no payment. */
    months: integer('months'),
    /** The PayPal plan whose price it pays. Null where it matches none, for what is no payment, and in rows older than this column. */
    planId: uuid('plan_id').references(() => paypalPlans.id, { onDelete: 'set null' }),
    occurredAt: moment('occurred_at').notNull(),
    recordedAt: moment('recorded_at').notNull(),
  },
  (t) => [
    uniqueIndex('payment_ledger_paypal_key').on(t.kind, t.paypalId),
    index('payment_ledger_subscription_idx').on(t.subscriptionId, t.occurredAt),
    index('payment_ledger_at_idx').on(t.occurredAt),
    index('payment_ledger_sale_idx').on(t.saleId),
    index('payment_ledger_plan_idx').on(t.planId),
    atLeast(t.amountMinor, 1),
    atLeast(t.feeMinor, 0),
    between(t.months, { min: 0, max: MONTHS_MAX }),
  ],
)

/** Disputes of payments, as PayPal told them last: one row a dispute. */
export const disputes = pgTable(
  'disputes',
  {
    id: id(),
    /** PayPal's id. */
    paypalId: text('paypal_id').notNull(),
    subscriptionId: uuid('subscription_id')
      .notNull()
      .references(() => subscriptions.id),
    saleId: text('sale_id').notNull(),
    /** PayPal's words. */
    reason: text('reason').notNull(),
    stage: text('stage'),
    amountMinor: integer('amount_minor').notNull(),
    currency: text('currency', { enum: CURRENCIES }).notNull(),
    openedAt: moment('opened_at').notNull(),
    resolvedAt: moment('resolved_at'),
    /** Null while it is open, and for a result that says nothing of who won. */
    outcome: text('outcome', { enum: DISPUTE_OUTCOMES }),
  },
  (t) => [
    uniqueIndex('disputes_paypal_key').on(t.paypalId),
    index('disputes_subscription_idx').on(t.subscriptionId),
    index('disputes_opened_idx').on(t.openedAt, t.id),
    atLeast(t.amountMinor, 1),
    inOrder(t.openedAt, t.resolvedAt),
  ],
)

/** Money that goes back by our own call: noted before PayPal is asked, so that a crash in between repeats the same request. */
export const refunds = pgTable(
  'refunds',
  {
    id: id(),
    subscriptionId: uuid('subscription_id')
      .notNull()
      .references(() => subscriptions.id),
    /** The payment's row; its sale at PayPal is beside it. */
    paymentId: uuid('payment_id')
      .notNull()
      .references(() => paymentLedger.id),
    saleId: text('sale_id').notNull(),
    amountMinor: integer('amount_minor').notNull(),
    currency: text('currency', { enum: CURRENCIES }).notNull(),
    cause: text('cause', { enum: REFUND_CAUSES }).notNull(),
    /** The administrator; null for what the platform refunds by itself. */
    requestedBy: uuid('requested_by').references(() => users.id),
    reason: text('reason').notNull(),
    status: text('status', { enum: REFUND_STATUSES }).notNull(),
    /** Sent as PayPal-Request-Id. A new one only after PayPal refused the last. */
    requestKey: uuid('request_key').notNull(),
    requestedAt: moment('requested_at').notNull(),
    sentAt: moment('sent_at'),
    settledAt: moment('settled_at'),
    paypalRefundId: text('paypal_refund_id'),
    error: text('error'),
  },
  (t) => [
    uniqueIndex('refunds_open_key')
      .on(t.saleId)
      .where(sql`status in ('requested', 'sent')`),
    uniqueIndex('refunds_automatic_key')
      .on(t.saleId)
      .where(sql`cause <> 'administrator'`),
    uniqueIndex('refunds_paypal_key').on(t.paypalRefundId),
    uniqueIndex('refunds_request_key').on(t.requestKey),
    index('refunds_subscription_idx').on(t.subscriptionId),
    index('refunds_payment_idx').on(t.paymentId),
    index('refunds_requested_by_idx').on(t.requestedBy),
    index('refunds_requested_idx').on(t.requestedAt, t.id),
    atLeast(t.amountMinor, 1),
    length(t.reason, { min: 1, max: REFUND_REASON_LENGTH.max }),
    setWhen(t.requestedBy, t.cause, ['administrator']),
    setWhen(t.settledAt, t.status, ['done', 'failed']),
    setWhen(t.paypalRefundId, t.status, ['done']),
    setWhen(t.error, t.status, ['failed']),
    inOrder(t.requestedAt, t.sentAt),
    inOrder(t.sentAt, t.settledAt),
  ],
)

/** Events of a subscription, for its owner's billing timeline. */
export const billingEvents = pgTable(
  'billing_events',
  {
    id: id(),
    subscriptionId: uuid('subscription_id')
      .notNull()
      .references(() => subscriptions.id),
    at: moment('at').notNull(),
    kind: text('kind').notNull(),
    detail: jsonb('detail').$type<Record<string, unknown>>().notNull(),
  },
  (t) => [
    index('billing_events_idx').on(t.subscriptionId, t.at),
    index('billing_events_kind_idx').on(t.kind, t.at),
    isObject(t.detail),
  ],
)

/** The webhook inbox: verified raw deliveries, stored before they are processed. */
export const paypalInbox = pgTable(
  'paypal_inbox',
  {
    eventId: text('event_id').primaryKey(),
    eventType: text('event_type').notNull(),
    rawBody: bytes('raw_body').notNull(),
    headers: jsonb('headers').$type<Record<string, string>>().notNull(),
    source: text('source', { enum: ['webhook', 'reconciliation'] }).notNull(),
    paypalSubscriptionId: text('paypal_subscription_id'),
    receivedAt: moment('received_at').notNull(),
    processedAt: moment('processed_at'),
    attempts: integer('attempts').notNull().default(0),
    outcome: text('outcome', { enum: INBOX_OUTCOMES }),
    lastError: text('last_error'),
  },
  (t) => [
    index('paypal_inbox_open_idx')
      .on(t.receivedAt)
      .where(sql`processed_at is null`),
    isObject(t.headers),
    atLeast(t.attempts, 0),
    together(t.processedAt, t.outcome),
  ],
)
