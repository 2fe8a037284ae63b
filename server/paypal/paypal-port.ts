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
}

export interface MissedEvent {
  readonly id: string
  /** The event as JSON text, ready for the same inbox as a delivery. It came over our own authenticated call. */
  readonly body: string
}

/**
 * PayPal as the product sees it. Every call throws a PayPalError; nothing behind this interface tells the live service,
 * the sandbox and the simulator apart.
 */
export interface PayPal {
  readonly clientId: string
  /** Where the browser loads the JavaScript SDK from (`sdkBaseUrl` of PayPalScriptProvider). */
  readonly sdkBaseUrl: string

  createProduct(input: { name: string; description: string; requestId: string }): Promise<{ id: string }>
  /** A monthly plan that bills for ever, suspends after one failed cycle and collects what is outstanding. */
  createPlan(input: { productId: string; plan: Plan; requestId: string }): Promise<{ id: string }>
  /** Asks PayPal to send webhooks to `url` and answers with the webhook id that deliveries are signed for. */
  registerWebhook(input: { url: string; eventTypes: readonly string[] }): Promise<{ id: string }>

  /** `requestId` makes a repetition within 72 hours answer with the first subscription. `customId` is our row's id. */
  createSubscription(input: {
    planId: string
    customId: string
    brandName: string
    returnUrl: string
    cancelUrl: string
    requestId: string
  }): Promise<{ id: string; status: PayPalSubscriptionStatus; approvalUrl: string }>
  getSubscription(id: string): Promise<SubscriptionSnapshot>

  /** These three read the status first and are content when somebody already did it. `reason`: 1 to 128 characters. */
  suspend(id: string, reason: string): Promise<void>
  /** Fails with the issue SUBSCRIPTION_CANNOT_BE_ACTIVATED while a failed balance is outstanding: capture it first. */
  activate(id: string, reason: string): Promise<void>
  /** Immediate and final at PayPal. What is paid for is kept by our own paid-through. */
  cancel(id: string, reason: string): Promise<void>
  /** Collects what failed before. The money is only real when its PAYMENT.SALE.COMPLETED arrives. */
  captureOutstanding(
    id: string,
    input: { amount: Money; note: string; requestId: string },
  ): Promise<'accepted' | 'declined'>

  listTransactions(id: string, from: Date, to: Date): Promise<PayPalTransaction[]>
  listWebhookEvents(from: Date, to: Date): Promise<MissedEvent[]>
  /** PayPal's own check of a delivery, for when the certificate is out of reach. A body that is not JSON is none of its. */
  verifyWebhookSignature(input: {
    rawBody: Uint8Array
    headers: DeliveryHeaders
    webhookId: string
  }): Promise<boolean>
}

/** A call to PayPal that did not succeed. */
export class PayPalError extends Error {
  /** 0 when no answer came (network, time limit). */
  readonly status: number
  /** PayPal's word for the finer reason, such as SUBSCRIPTION_STATUS_INVALID. */
  readonly issue: string | undefined
  /** What PayPal's support asks for. */
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

  /** The same call may succeed later. */
  get isTemporary(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500
  }
}
