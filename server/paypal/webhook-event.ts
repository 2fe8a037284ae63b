import { type z } from 'zod'
import { parseMoney } from '#server/domain/billing/money.ts'
import { type LedgerEntry, type LedgerKind } from '#server/domain/billing/payment-ledger.ts'
import { allow, refuse, type Verdict } from '#server/domain/refusal.ts'
import { disputeResourceSchema, eventSchema, saleResourceSchema, subscriptionResourceSchema } from './wire.ts'

/** Event types that we subscribe to. */
export const WEBHOOK_EVENT_TYPES = [
  'BILLING.SUBSCRIPTION.ACTIVATED',
  'BILLING.SUBSCRIPTION.UPDATED',
  'BILLING.SUBSCRIPTION.PAYMENT.FAILED',
  'BILLING.SUBSCRIPTION.SUSPENDED',
  'BILLING.SUBSCRIPTION.CANCELLED',
  'BILLING.SUBSCRIPTION.EXPIRED',
  'PAYMENT.SALE.COMPLETED',
  'PAYMENT.SALE.REFUNDED',
  'PAYMENT.SALE.REVERSED',
  'CUSTOMER.DISPUTE.CREATED',
  'CUSTOMER.DISPUTE.UPDATED',
  'CUSTOMER.DISPUTE.RESOLVED',
] as const

/** An event in our own terms. Its effect on a subscription is decided by reading PayPal again, not by its type. */
export interface WebhookEvent {
  /** Unique per event and equal in every redelivery. */
  readonly id: string
  readonly type: string
  readonly createdAt: Date
  /** PayPal's subscription (I-…). Null if the event names none: a refund is found through its sale. */
  readonly subscriptionId: string | null
  /** The ledger row to insert if its id is new; null if no money moved. */
  readonly ledgerEntry: LedgerEntry | null
  /** What PayPal kept of a payment, or gave back of that; null where it does not say. */
  readonly feeMinor: number | null
  /** PayPal's dispute. It names a sale, which is read from PayPal before anything is done. */
  readonly disputeId: string | null
}

const SALE_KINDS: Record<string, LedgerKind> = {
  'PAYMENT.SALE.COMPLETED': 'payment',
  'PAYMENT.SALE.REFUNDED': 'refund',
  'PAYMENT.SALE.REVERSED': 'reversal',
}

export type EventRefusal = 'not-an-event' | 'not-an-amount' | 'unknown-currency'

/**
 * Parses an event from a delivery (already verified and stored) or from the list of missed events. Other event types
 * yield an event without subscription and ledger row.
 */
export function readWebhookEvent(text: string): Verdict<WebhookEvent, EventRefusal> {
  const envelope = eventSchema.safeParse(parseJson(text))
  if (!envelope.success) return refuse('not-an-event', 'The delivery is not a PayPal event.')
  const { id, event_type: type, create_time: createTime, resource } = envelope.data
  const event = {
    ...{ id, type, createdAt: new Date(createTime) },
    ...{ subscriptionId: null, ledgerEntry: null, feeMinor: null, disputeId: null },
  }
  const kind = SALE_KINDS[type]
  if (kind !== undefined) return readSale(event, kind, resource)
  if (type.startsWith('CUSTOMER.DISPUTE.')) {
    const dispute = disputeResourceSchema.safeParse(resource)
    return dispute.success
      ? allow({ ...event, disputeId: dispute.data.dispute_id })
      : refuse('not-an-event', `A ${type} names no dispute.`)
  }
  if (!type.startsWith('BILLING.SUBSCRIPTION.')) return allow(event)
  const subscription = subscriptionResourceSchema.safeParse(resource)
  return subscription.success
    ? allow({ ...event, subscriptionId: subscription.data.id })
    : refuse('not-an-event', `A ${type} names no subscription.`)
}

function readSale(
  event: WebhookEvent,
  kind: LedgerKind,
  resource: unknown,
): Verdict<WebhookEvent, EventRefusal> {
  const sale = saleResourceSchema.safeParse(resource)
  if (!sale.success) return refuse('not-an-event', `A ${event.type} without an id or an amount.`)
  const {
    id,
    amount,
    billing_agreement_id: subscriptionId,
    sale_id: saleId,
    create_time: createTime,
  } = sale.data
  const money = parseMoney(amount.total, amount.currency)
  if (!money.ok) return money
  return allow({
    ...event,
    subscriptionId: subscriptionId ?? null,
    feeMinor: feeOf(sale.data, kind),
    ledgerEntry: {
      kind,
      id,
      saleId: saleId ?? id,
      // PayPal writes returned money with a minus sign in some events and without in others.
      amountMinor: Math.abs(money.value.minor),
      currency: money.value.currency,
      at: createTime === undefined ? event.createdAt : new Date(createTime),
    },
  })
}

/** A fee that cannot be read holds up no payment. */
function feeOf(sale: z.infer<typeof saleResourceSchema>, kind: LedgerKind): number | null {
  const fee = kind === 'payment' ? sale.transaction_fee : sale.refund_from_transaction_fee
  const money = fee && parseMoney(fee.value, fee.currency)
  return money?.ok ? Math.abs(money.value.minor) : null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
