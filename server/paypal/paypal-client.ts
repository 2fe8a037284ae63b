import { z } from 'zod'
import { formatMoney, parseMoney, type Money } from '#server/domain/billing/money.ts'
import { type PayPalSubscriptionStatus } from '#server/domain/billing/subscription-status.ts'
import {
  PayPalError,
  type MissedEvent,
  type PayPal,
  type PayPalSubscription,
  type PayPalTransaction,
} from './paypal-port.ts'
import { verificationRequest } from './published/webhooks.ts'
import { createPayPalTransport, type PayPalTransportConfig } from './paypal-transport.ts'
import {
  captureSchema,
  createdSubscriptionSchema,
  disputeSchema,
  eventListSchema,
  idSchema,
  planSchema,
  refundSchema,
  revisionSchema,
  subscriptionSchema,
  transactionsSchema,
  verificationSchema,
  type SubscriptionWire,
} from './wire.ts'

export interface PayPalClientConfig extends PayPalTransportConfig {
  /** Where browsers load the SDK; derived from `baseUrl` by default. */
  readonly sdkBaseUrl?: string
}

/** Maximum pages of a list; more is an error. */
const MAX_PAGES = 100

/** The client for PayPal's REST API. Only the configuration knows which PayPal it is (live, sandbox, simulator). */
export function createPayPalClient(config: PayPalClientConfig): PayPal {
  const { call } = createPayPalTransport(config)
  const post = <Schema extends z.ZodType>(path: string, body: unknown, answer: Schema, requestId?: string) =>
    call({
      method: 'POST',
      path,
      body: JSON.stringify(body),
      answer,
      requestId,
      isRepeatable: requestId !== undefined,
    })
  const get = <Schema extends z.ZodType>(path: string, answer: Schema) =>
    call({ method: 'GET', path, answer, isRepeatable: true })
  const subscriptionPath = (id: string) => `/v1/billing/subscriptions/${encodeURIComponent(id)}`

  const planPath = (id: string) => `/v1/billing/plans/${encodeURIComponent(id)}`

  async function getPlanPrice(id: string): Promise<Money> {
    const [cycle] = (await get(planPath(id), planSchema)).billing_cycles
    if (!cycle) throw unexpected('PayPal returned a plan without a billing cycle.')
    return moneyOf(cycle.pricing_scheme.fixed_price)
  }

  /** PayPal tells the last failure only when it is asked for. */
  const getSubscription = async (id: string) =>
    snapshotOf(await get(`${subscriptionPath(id)}?fields=last_failed_payment`, subscriptionSchema))

  /**
   * These calls have no request id, so the status decides: before the call, and again if PayPal says that it does not
   * fit.
   */
  async function move(
    id: string,
    action: 'suspend' | 'activate' | 'cancel',
    reached: readonly PayPalSubscriptionStatus[],
    reason: string,
  ): Promise<void> {
    if (reached.includes((await getSubscription(id)).status)) return
    try {
      await post(`${subscriptionPath(id)}/${action}`, { reason: reason.slice(0, 128) }, z.unknown())
    } catch (error) {
      const mayBeDone =
        error instanceof PayPalError && (error.issue === 'SUBSCRIPTION_STATUS_INVALID' || error.isTemporary)
      if (!mayBeDone || !reached.includes((await getSubscription(id)).status)) throw error
    }
  }

  async function pages<Schema extends z.ZodType<{ links: { href: string; rel: string }[] }>>(
    firstPath: string,
    schema: Schema,
  ): Promise<z.infer<Schema>[]> {
    const read: z.infer<Schema>[] = []
    let path: string | null = firstPath
    while (path !== null) {
      if (read.length === MAX_PAGES) {
        throw new PayPalError('TOO_MANY_PAGES', `PayPal’s list has more than ${MAX_PAGES} pages.`, {
          status: 0,
        })
      }
      const page: z.infer<Schema> = await get(path, schema)
      read.push(page)
      path = nextPath(page.links)
    }
    return read
  }

  return {
    clientId: config.clientId,
    sdkBaseUrl: config.sdkBaseUrl ?? sdkBaseUrlOf(config.baseUrl),
    createProduct: ({ name, description, requestId }) =>
      post(
        '/v1/catalogs/products',
        { name, description, type: 'SERVICE', category: 'GAMES' },
        idSchema,
        requestId,
      ),
    createPlan: ({ productId, plan, price, requestId }) =>
      post(
        '/v1/billing/plans',
        {
          product_id: productId,
          name: plan.name,
          description: plan.description,
          status: 'ACTIVE',
          billing_cycles: [
            {
              frequency: { interval_unit: 'MONTH', interval_count: 1 },
              tenure_type: 'REGULAR',
              sequence: 1,
              total_cycles: 0,
              pricing_scheme: { fixed_price: moneyWire(price) },
            },
          ],
          payment_preferences: { auto_bill_outstanding: true, payment_failure_threshold: 1 },
        },
        idSchema,
        requestId,
      ),
    getPlanPrice,
    async updatePlanPrice(id, price) {
      const now = await getPlanPrice(id)
      if (now.minor === price.minor && now.currency === price.currency) return
      await post(
        `${planPath(id)}/update-pricing-schemes`,
        {
          pricing_schemes: [{ billing_cycle_sequence: 1, pricing_scheme: { fixed_price: moneyWire(price) } }],
        },
        z.unknown(),
      )
    },
    registerWebhook: ({ url, eventTypes }) =>
      post(
        '/v1/notifications/webhooks',
        { url, event_types: eventTypes.map((name) => ({ name })) },
        idSchema,
      ),
    async createSubscription({ planId, customId, brandName, returnUrl, cancelUrl, requestId }) {
      const created = await post(
        '/v1/billing/subscriptions',
        {
          plan_id: planId,
          custom_id: customId,
          application_context: contextWire({ brandName, returnUrl, cancelUrl }, 'SUBSCRIBE_NOW'),
        },
        createdSubscriptionSchema,
        requestId,
      )
      const approval = created.links.find((link) => link.rel === 'approve')
      if (!approval) throw unexpected('PayPal returned no approval link.')
      return { id: created.id, status: created.status, approvalUrl: approval.href }
    },
    getSubscription,
    async reviseSubscription(id, { planId, brandName, returnUrl, cancelUrl }) {
      const asked = await call({
        method: 'POST',
        path: `${subscriptionPath(id)}/revise`,
        body: JSON.stringify({
          plan_id: planId,
          application_context: contextWire({ brandName, returnUrl, cancelUrl }, 'CONTINUE'),
        }),
        answer: revisionSchema,
        // Nothing is agreed by it, so asking twice only makes another link.
        isRepeatable: true,
      })
      const approval = asked.links.find((link) => link.rel === 'approve')
      if (!approval) throw unexpected('PayPal returned no approval link.')
      return { approvalUrl: approval.href }
    },
    suspend: (id, reason) => move(id, 'suspend', ['SUSPENDED', 'CANCELLED', 'EXPIRED'], reason),
    activate: (id, reason) => move(id, 'activate', ['ACTIVE'], reason),
    cancel: (id, reason) => move(id, 'cancel', ['CANCELLED', 'EXPIRED'], reason),
    async captureOutstanding(id, { amount, note, requestId }) {
      const answer = await post(
        `${subscriptionPath(id)}/capture`,
        { note, capture_type: 'OUTSTANDING_BALANCE', amount: moneyWire(amount) },
        captureSchema,
        requestId,
      )
      return answer?.status === 'DECLINED' ? 'declined' : 'accepted'
    },
    async refundSale(saleId, { amount, requestId }) {
      const refund = await post(
        `/v1/payments/sale/${encodeURIComponent(saleId)}/refund`,
        { amount: { total: formatMoney(amount), currency: amount.currency } },
        refundSchema,
        requestId,
      )
      if (refund.state === 'failed' || refund.state === 'cancelled')
        throw new PayPalError('REFUND_FAILED', `PayPal’s refund is ${refund.state}.`, { status: 422 })
      const fee = refund.refund_from_transaction_fee
      return {
        id: refund.id,
        at: new Date(refund.create_time),
        amount: absolute(moneyOf({ currency_code: refund.amount.currency, value: refund.amount.total })),
        fee: fee ? absolute(moneyOf({ currency_code: fee.currency, value: fee.value })) : null,
      }
    },
    async listTransactions(id, from, to) {
      const query = new URLSearchParams({ start_time: from.toISOString(), end_time: to.toISOString() })
      const lists = await pages(`${subscriptionPath(id)}/transactions?${query}`, transactionsSchema)
      return lists.flatMap((list) =>
        list.transactions.map((row): PayPalTransaction => ({
          id: row.id,
          status: row.status,
          at: new Date(row.time),
          gross: moneyOf(row.amount_with_breakdown.gross_amount),
          fee: row.amount_with_breakdown.fee_amount ? moneyOf(row.amount_with_breakdown.fee_amount) : null,
        })),
      )
    },
    async getDispute(id) {
      const wire = await get(`/v1/customer/disputes/${encodeURIComponent(id)}`, disputeSchema)
      const openedAt = new Date(wire.create_time)
      return {
        id: wire.dispute_id,
        saleIds: wire.disputed_transactions.map((sale) => sale.seller_transaction_id),
        reason: wire.reason,
        stage: wire.dispute_life_cycle_stage ?? null,
        amount: moneyOf(wire.dispute_amount),
        isResolved: wire.status === 'RESOLVED',
        outcomeCode: wire.dispute_outcome?.outcome_code ?? null,
        openedAt,
        updatedAt: wire.update_time === undefined ? openedAt : new Date(wire.update_time),
      }
    },
    async listWebhookEvents(from, to) {
      const query = new URLSearchParams({
        start_time: from.toISOString(),
        end_time: to.toISOString(),
        page_size: '100',
      })
      const lists = await pages(`/v1/notifications/webhooks-events?${query}`, eventListSchema)
      return lists.flatMap((list) =>
        list.events.map((event): MissedEvent => ({
          id: idSchema.parse(event).id,
          body: JSON.stringify(event),
        })),
      )
    },
    async verifyWebhookSignature({ rawBody, headers, webhookId }) {
      const event = jsonTextIn(rawBody)
      const told = {
        auth_algo: headers.authAlgo,
        cert_url: headers.certUrl,
        transmission_id: headers.transmissionId,
        transmission_sig: headers.transmissionSig,
        transmission_time: headers.transmissionTime,
      }
      // PayPal refuses to check what it could not have written.
      if (event === null || !transmission.safeParse(told).success) return false
      const fields = JSON.stringify({ ...told, webhook_id: webhookId })
      // The raw text is embedded unchanged: parsing and re-serialising would change the signed bytes.
      const body = `${fields.slice(0, -1)},"webhook_event":${event}}`
      const answer = await call({
        method: 'POST',
        path: '/v1/notifications/verify-webhook-signature',
        body,
        answer: verificationSchema,
        isRepeatable: true,
      })
      return answer.verification_status === 'SUCCESS'
    },
  }
}

const transmission = verificationRequest.omit({ webhook_id: true, webhook_event: true })

const unexpected = (message: string) => new PayPalError('UNEXPECTED_ANSWER', message, { status: 200 })

/**
 * The text if it is exactly one JSON value, else null. Otherwise `{},"webhook_id":"…"` could change our request and
 * check somebody else's webhook.
 */
function jsonTextIn(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    JSON.parse(text)
    return text
  } catch {
    return null
  }
}

/** PayPal writes returned money with a minus sign in some places and without in others. */
const absolute = (money: Money): Money => ({ ...money, minor: Math.abs(money.minor) })

/** How PayPal's page of a consent looks, and where it leads back. */
const contextWire = (
  { brandName, returnUrl, cancelUrl }: { brandName: string; returnUrl: string; cancelUrl: string },
  action: 'SUBSCRIBE_NOW' | 'CONTINUE',
) => ({
  brand_name: brandName,
  shipping_preference: 'NO_SHIPPING',
  user_action: action,
  return_url: returnUrl,
  cancel_url: cancelUrl,
})

const moneyWire = (money: Money) => ({ currency_code: money.currency, value: formatMoney(money) })

function moneyOf(wire: { currency_code: string; value: string }): Money {
  const money = parseMoney(wire.value, wire.currency_code)
  if (!money.ok) throw unexpected(money.message)
  return money.value
}

/** Only the path of a next link is used, so that a link can never send our token to another host. */
function nextPath(links: readonly { href: string; rel: string }[]): string | null {
  const next = links.find((link) => link.rel === 'next')
  if (!next) return null
  const url = new URL(next.href, 'https://api-m.paypal.com')
  return `${url.pathname}${url.search}`
}

function sdkBaseUrlOf(baseUrl: string): string {
  switch (new URL(baseUrl).host) {
    case 'api-m.paypal.com':
      return 'https://www.paypal.com/sdk/js'
    case 'api-m.sandbox.paypal.com':
      return 'https://www.sandbox.paypal.com/sdk/js'
    default:
      return `${baseUrl}/sdk/js`
  }
}

function snapshotOf(wire: SubscriptionWire): PayPalSubscription {
  const billing = wire.billing_info
  const date = (text: string | undefined) => (text === undefined ? null : new Date(text))
  const failure = billing?.last_failed_payment
  // PayPal keeps the last failure after it was paid; its retry counts only if there was no later payment.
  const isFailureOpen =
    failure !== undefined &&
    (!billing?.last_payment || Date.parse(failure.time) > Date.parse(billing.last_payment.time))
  return {
    id: wire.id,
    planId: wire.plan_id,
    customId: wire.custom_id ?? null,
    status: wire.status,
    statusUpdatedAt: date(wire.status_update_time),
    outstandingMinor: billing?.outstanding_balance ? moneyOf(billing.outstanding_balance).minor : 0,
    failedPaymentsCount: billing?.failed_payments_count ?? 0,
    nextBillingAt: date(billing?.next_billing_time),
    nextRetryAt: isFailureOpen ? date(failure.next_payment_retry_time) : null,
    lastFailureCode: failure?.reason_code ?? null,
    lastFailureAt: date(failure?.time),
    lastPaymentAt: date(billing?.last_payment?.time),
    payer: payerOf(wire.subscriber),
  }
}

function payerOf(subscriber: SubscriptionWire['subscriber']): string | null {
  const card = subscriber?.payment_source?.card
  if (card?.last_digits === undefined) return subscriber?.email_address ?? null
  return `${card.brand ?? 'Card'} ending in ${card.last_digits}`
}
