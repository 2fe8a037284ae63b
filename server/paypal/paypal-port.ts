import { type Money } from '#server/domain/billing/money.ts'
import { type Plan } from '#server/domain/billing/plans.ts'
import { type SubscriptionSnapshot } from '#server/domain/billing/subscription-snapshot.ts'
import { type PayPalSubscriptionStatus } from '#server/domain/billing/subscription-status.ts'
import { type DeliveryHeaders } from './delivery-headers.ts'
import { type TRANSACTION_STATUSES } from './wire.ts'

export interface PayPalTransaction {
  /** The sale id. */
  readonly id: string
  readonly status: (typeof TRANSACTION_STATUSES)[number]
  readonly at: Date
  readonly gross: Money
  /** What PayPal keeps of it; null while it does not say. */
  readonly fee: Money | null
}

/** A subscription as read from PayPal, and who pays, as far as PayPal tells it. */
export interface PayPalSubscription extends SubscriptionSnapshot {
  /** An e-mail address or a card, such as `VISA ending in 1881`. */
  readonly payer: string | null
}

export interface PayPalDispute {
  readonly id: string
  /** Our sale ids. */
  readonly saleIds: readonly string[]
  /** PayPal's words, such as UNAUTHORISED. */
  readonly reason: string
  /** PayPal's words, such as CHARGEBACK. */
  readonly stage: string | null
  readonly amount: Money
  readonly isResolved: boolean
  /** PayPal's code once it is resolved. */
  readonly outcomeCode: string | null
  readonly openedAt: Date
  /** Of the resolution, once it is resolved. */
  readonly updatedAt: Date
}

export interface PayPalRefund {
  readonly id: string
  readonly at: Date
  readonly amount: Money
  /** What PayPal gives back of its fee; null where it does not say. */
  readonly fee: Money | null
}

export interface MissedEvent {
  readonly id: string
  /** The event as JSON text for the inbox. Trusted, because it came over our own authenticated call. */
  readonly body: string
}

/**
 * PayPal as the game uses it. Every call throws a PayPalError; callers cannot tell live, sandbox and simulator apart.
 */
export interface PayPal {
  readonly clientId: string
  /** Where the browser loads the JavaScript SDK (`sdkBaseUrl` of PayPalScriptProvider). */
  readonly sdkBaseUrl: string

  createProduct(input: { name: string; description: string; requestId: string }): Promise<{ id: string }>
  /** A monthly plan without end that suspends after one failed cycle and collects outstanding amounts. */
  createPlan(input: {
    productId: string
    plan: Pick<Plan, 'name' | 'description'>
    price: Money
    requestId: string
  }): Promise<{ id: string }>
  /** What a plan bills for a month. */
  getPlanPrice(id: string): Promise<Money>
  /**
   * Moves all subscribers of a plan to a new price: PayPal mails them, and bills due within ten days still have the old one. Does
   * nothing if the plan has this price already.
   */
  updatePlanPrice(id: string, price: Money): Promise<void>
  /** Registers webhooks for `url`; returns the webhook id that deliveries are signed for. */
  registerWebhook(input: { url: string; eventTypes: readonly string[] }): Promise<{ id: string }>

  /** A repeated `requestId` within 72 hours returns the first subscription. `customId` is our row's id. */
  createSubscription(input: {
    planId: string
    customId: string
    brandName: string
    returnUrl: string
    cancelUrl: string
    requestId: string
  }): Promise<{ id: string; status: PayPalSubscriptionStatus; approvalUrl: string }>
  getSubscription(id: string): Promise<PayPalSubscription>
  /**
   * Asks the payer to go on with another plan of the same product. Until they agree behind the link the old one goes on; then the
   * new price holds from the next bill on, without a share of the running month. May be repeated.
   */
  reviseSubscription(
    id: string,
    input: { planId: string; brandName: string; returnUrl: string; cancelUrl: string },
  ): Promise<{ approvalUrl: string }>

  /** These three read the status first and do nothing if it is already reached. `reason`: 1 to 128 characters. */
  suspend(id: string, reason: string): Promise<void>
  /** Fails with SUBSCRIPTION_CANNOT_BE_ACTIVATED while a failed balance is outstanding: capture it first. */
  activate(id: string, reason: string): Promise<void>
  /** Immediate and final at PayPal. We keep the paid time ourselves. */
  cancel(id: string, reason: string): Promise<void>
  /** Collects a failed balance. The money counts only when its PAYMENT.SALE.COMPLETED arrives. */
  captureOutstanding(
    id: string,
    input: { amount: Money; note: string; requestId: string },
  ): Promise<'accepted' | 'declined'>

  /**
   * Pays back a part of a sale, or all of it. A repeated `requestId` within 30 days answers with the first refund. A refund that is
   * not paid fails with REFUND_FAILED.
   */
  refundSale(saleId: string, input: { amount: Money; requestId: string }): Promise<PayPalRefund>

  listTransactions(id: string, from: Date, to: Date): Promise<PayPalTransaction[]>
  getDispute(id: string): Promise<PayPalDispute>
  listWebhookEvents(from: Date, to: Date): Promise<MissedEvent[]>
  /**
   * PayPal's own check of a delivery, for when the certificate is unreachable. A body that is not JSON is never
   * genuine.
   */
  verifyWebhookSignature(input: {
    rawBody: Uint8Array
    headers: DeliveryHeaders
    webhookId: string
  }): Promise<boolean>
}

/** A failed call to PayPal. */
export class PayPalError extends Error {
  /** 0 if there was no response (network, timeout). */
  readonly status: number
  /** PayPal's detailed reason, such as SUBSCRIPTION_STATUS_INVALID. */
  readonly issue: string | undefined
  /** Id for PayPal's support. */
  readonly debugId: string | undefined

  constructor(
    name: string,
    message: string,
    detail: { status: number; issue?: string; debugId?: string; cause?: unknown },
  ) {
    super(message, { cause: detail.cause })
    this.name = name
    this.status = detail.status
    this.issue = detail.issue
    this.debugId = detail.debugId
  }

  /** PayPal answered that it does not do this: nothing happened, and repeating the same call changes nothing. */
  get isRefusal(): boolean {
    return this.status >= 400 && this.status < 500 && ![401, 403, 408, 409, 429].includes(this.status)
  }

  /** The same call may succeed later. */
  get isTemporary(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500
  }
}
