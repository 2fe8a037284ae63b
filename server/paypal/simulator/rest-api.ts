import { createHash, randomBytes, timingSafeEqual, verify } from 'node:crypto'
import { Hono, type Context } from 'hono'
import { parseMoney } from '#server/domain/billing/money.ts'
import {
  productInput,
  planInput,
  pricingInput,
  subscriptionInput,
  reasonInput,
  refundInput,
  revisionInput,
  captureInput,
  webhookInput,
  rangeInput,
  verifyInput,
  eventsInput,
  fieldsInput,
  type SubscriptionInput,
} from './rest-inputs.ts'
import { signedMessage } from '../webhook-verification.ts'
import { answerError, notFound, refusal, WireError } from './wire-error.ts'
import {
  minimalWire,
  planWire,
  selfLinks,
  subscriptionWire,
  timeWire,
  transactionWire,
} from './simulated-wire.ts'
import { type SimulatorContext } from './simulator-context.ts'
import { type SimulatedPlan, type SimulatedSubscription } from './simulator-state.ts'
import { disputeWire } from './disputes.ts'
import { changePrice } from './plan-price.ts'
import { revise, revisionWire } from './revision.ts'
import {
  activate,
  cancel,
  captureOutstanding,
  planOf,
  requireRefundable,
  sendBack,
  suspend,
} from './subscription-life.ts'

const TOKEN_LIFE_S = 32_400
const MAX_BODY_BYTES = 1024 * 1024

/** PayPal's REST API. */
export function createRestApi(context: SimulatorContext): Hono {
  const { config, state } = context
  const app = new Hono()
  const tokens = new Map<string, number>()

  app.onError(answerError)

  app.post('/v1/oauth2/token', async (c) => {
    const expected = `Basic ${Buffer.from(`${config.clientId}:${config.clientSecret}`).toString('base64')}`
    if (!isSameSecret(c.req.header('authorization') ?? '', expected)) {
      return c.json({ error: 'invalid_client', error_description: 'Client Authentication failed' }, 401)
    }
    if (new URLSearchParams(await c.req.text()).get('grant_type') !== 'client_credentials') {
      return c.json({ error: 'unsupported_grant_type', error_description: 'Unsupported grant_type' }, 400)
    }
    const token = `A21${randomBytes(32).toString('base64url')}`
    const now = context.now()
    for (const [old, expiresAt] of tokens) if (expiresAt <= now) tokens.delete(old)
    tokens.set(token, now + TOKEN_LIFE_S * 1000)
    return c.json({
      access_token: token,
      token_type: 'Bearer',
      app_id: 'APP-SIMULATOR',
      expires_in: TOKEN_LIFE_S,
    })
  })

  // The certificate is public; everything below needs a token.
  app.get('/v1/notifications/certs/:id', (c) =>
    c.req.param('id') === state.certificateId
      ? c.body(state.certificatePem, 200, { 'content-type': 'application/x-pem-file' })
      : c.notFound(),
  )

  app.use('/v1/*', async (c, next) => {
    const bearer = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1]
    if ((tokens.get(bearer ?? '') ?? 0) <= context.now()) {
      throw new WireError(401)
    }
    await next()
  })

  /** Repeats the stored response for a known request id, else stores the new one. */
  const once = async (c: Context, status: 200 | 201, act: () => object) => {
    const requestId = c.req.header('paypal-request-id')
    const key = requestId === undefined ? null : `${c.req.path} ${requestId}`
    const known = key === null ? undefined : state.answered.find((answer) => answer.key === key)
    if (known) return c.body(known.body, status, { 'content-type': 'application/json' })
    const body = JSON.stringify(act())
    if (key !== null) state.answered.push({ key, at: context.now(), status, body })
    context.commit()
    return c.body(body, status, { 'content-type': 'application/json' })
  }

  const requireSubscription = (id: string): SubscriptionOfPlan => {
    const subscription = state.subscriptions.find((candidate) => candidate.id === id)
    if (!subscription) throw notFound()
    return { subscription, plan: planOf(context, subscription) }
  }

  app.post('/v1/catalogs/products', async (c) => {
    const input = productInput.parse(await readJson(c))
    return once(c, 201, () => {
      const product = { id: context.newId('PROD-'), name: input.name }
      state.products.push(product)
      return {
        ...product,
        create_time: timeWire(context.now()),
        links: selfLinks(config.publicUrl, `catalogs/products/${product.id}`),
      }
    })
  })

  app.post('/v1/billing/plans', async (c) => {
    const input = planInput.parse(await readJson(c))
    const [cycle] = input.billing_cycles
    if (!cycle || !state.products.some((product) => product.id === input.product_id)) throw notFound()
    const price = moneyOf(cycle.pricing_scheme.fixed_price)
    return once(c, 201, () => {
      const plan: SimulatedPlan = {
        id: context.newId('P-'),
        productId: input.product_id,
        name: input.name,
        priceMinor: price.minor,
        currency: price.currency,
        intervalMonths: cycle.frequency.interval_count,
        totalCycles: cycle.total_cycles,
        failureThreshold: input.payment_preferences.payment_failure_threshold,
        earlierPrice: null,
      }
      state.plans.push(plan)
      return {
        id: plan.id,
        status: input.status,
        create_time: timeWire(context.now()),
        links: selfLinks(config.publicUrl, `billing/plans/${plan.id}`),
      }
    })
  })

  const requirePlan = (id: string): SimulatedPlan => {
    const plan = state.plans.find((candidate) => candidate.id === id)
    if (!plan) throw notFound()
    return plan
  }

  /** A subscription moves only among the plans of its product. */
  const requirePlanOf = (productId: string, id: string): SimulatedPlan => {
    const plan = requirePlan(id)
    if (plan.productId !== productId)
      throw refusal(422, 'INVALID_PLAN_ID', 'The plan is of another product than the subscription.')
    return plan
  }

  app.get('/v1/billing/plans/:id', (c) => c.json(planWire(requirePlan(c.req.param('id')), config.publicUrl)))

  app.post('/v1/billing/plans/:id/update-pricing-schemes', async (c) => {
    const [scheme] = pricingInput.parse(await readJson(c)).pricing_schemes
    const plan = requirePlan(c.req.param('id'))
    if (!scheme) throw notFound()
    changePrice(context, plan, moneyOf(scheme.pricing_scheme.fixed_price))
    context.commit()
    return c.body(null, 204)
  })

  app.post('/v1/billing/subscriptions', async (c) => {
    const input = subscriptionInput.parse(await readJson(c))
    if (!state.plans.some((candidate) => candidate.id === input.plan_id)) throw notFound()
    return once(c, 201, () => {
      const subscription = newSubscription(context, input)
      state.subscriptions.push(subscription)
      return minimalWire(subscription, config.publicUrl)
    })
  })

  app.get('/v1/billing/subscriptions/:id', (c) => {
    const { fields = '' } = fieldsInput.parse(c.req.query())
    const { subscription, plan } = requireSubscription(c.req.param('id'))
    const withFailure = fields.split(',').includes('last_failed_payment')
    return c.json(subscriptionWire(subscription, plan, config.publicUrl, { withFailure }))
  })

  app.post('/v1/billing/subscriptions/:id/revise', async (c) => {
    const input = revisionInput.parse(await readJson(c))
    const { subscription, plan } = requireSubscription(c.req.param('id'))
    const revision = revise(context, subscription, {
      planId: requirePlanOf(plan.productId, input.plan_id).id,
      brandName: input.application_context.brand_name,
      returnUrl: input.application_context.return_url,
      cancelUrl: input.application_context.cancel_url,
    })
    context.commit()
    return c.json(revisionWire(subscription, revision, config.publicUrl))
  })

  for (const [action, move] of Object.entries({ suspend, activate, cancel })) {
    app.post(`/v1/billing/subscriptions/:id/${action}`, async (c) => {
      reasonInput.parse(await readJson(c))
      move(context, requireSubscription(c.req.param('id')).subscription)
      context.commit()
      return c.body(null, 204)
    })
  }

  app.post('/v1/billing/subscriptions/:id/capture', async (c) => {
    const input = captureInput.parse(await readJson(c))
    const { subscription, plan } = requireSubscription(c.req.param('id'))
    const amount = moneyOf(input.amount)
    return once(c, 200, () =>
      transactionWire(captureOutstanding(context, subscription, amount.minor), plan.currency),
    )
  })

  app.get('/v1/billing/subscriptions/:id/transactions', (c) => {
    const { from, to } = rangeOf(rangeInput.parse(c.req.query()))
    const { subscription, plan } = requireSubscription(c.req.param('id'))
    const rows = subscription.transactions.filter((row) => row.at >= from && row.at <= to)
    return c.json({
      transactions: rows.map((row) => transactionWire(row, plan.currency)),
      links: selfLinks(config.publicUrl, `billing/subscriptions/${subscription.id}/transactions`),
    })
  })

  app.get('/v1/customer/disputes/:id', (c) => {
    const dispute = state.disputes.find((candidate) => candidate.id === c.req.param('id'))
    if (!dispute) throw notFound()
    return c.json(disputeWire(dispute, requireSubscription(dispute.subscriptionId).plan.currency))
  })

  app.post('/v1/payments/sale/:id/refund', async (c) => {
    const { amount } = refundInput.parse(await readJson(c))
    const saleId = c.req.param('id')
    const sold = state.subscriptions.find(({ transactions }) =>
      transactions.some(({ id, status }) => id === saleId && status !== 'DECLINED'),
    )
    if (!sold) throw notFound()
    const minor = amount && moneyOf({ currency_code: amount.currency, value: amount.total }).minor
    return once(c, 201, () => {
      requireRefundable(context, sold, saleId)
      return sendBack(context, sold, 'REFUNDED', saleId, minor)
    })
  })

  app.post('/v1/notifications/webhooks', async (c) => {
    const input = webhookInput.parse(await readJson(c))
    state.webhook = { id: config.webhookId, url: input.url }
    context.commit()
    return c.json({ id: state.webhook.id, url: input.url, event_types: input.event_types }, 201)
  })

  app.get('/v1/notifications/webhooks-events', (c) => {
    const query = eventsInput.parse(c.req.query())
    const { from, to } = rangeOf(query)
    const size = Math.min(Math.max(Number(query.page_size ?? 10), 1), 300)
    const offset = Number(query.offset ?? 0)
    const found = state.events
      .filter((event) => event.at >= from && event.at <= to)
      .sort((a, b) => a.at - b.at)
      .reverse()
    const links = []
    if (found.length > offset + size) {
      const next = new URL(c.req.path, config.publicUrl)
      next.search = new URLSearchParams({ ...c.req.query(), offset: String(offset + size) }).toString()
      links.push({ href: next.href, rel: 'next', method: 'GET' })
    }
    const events: unknown[] = found
      .slice(offset, offset + size)
      .map((event): unknown => JSON.parse(event.body))
    return c.json({ events, count: events.length, links })
  })

  app.post('/v1/notifications/verify-webhook-signature', async (c) => {
    const text = await readText(c)
    const input = verifyInput.parse(parseJson(text))
    const event = rawEventIn(text)
    const isGenuine =
      event !== null &&
      input.auth_algo === 'SHA256withRSA' &&
      input.cert_url === `${config.publicUrl}/v1/notifications/certs/${state.certificateId}` &&
      verify(
        'RSA-SHA256',
        Buffer.from(
          signedMessage(
            { transmissionId: input.transmission_id, transmissionTime: input.transmission_time },
            input.webhook_id,
            Buffer.from(event),
          ),
        ),
        state.certificatePem,
        Buffer.from(input.transmission_sig, 'base64'),
      )
    return c.json({ verification_status: isGenuine ? 'SUCCESS' : 'FAILURE' })
  })

  app.all('/v1/*', () => {
    throw notFound()
  })
  return app
}

interface SubscriptionOfPlan {
  subscription: SimulatedSubscription
  plan: SimulatedPlan
}

function newSubscription(context: SimulatorContext, input: SubscriptionInput): SimulatedSubscription {
  const now = context.now()
  return {
    id: context.newId('I-'),
    approvalToken: context.newId('BA-'),
    planId: input.plan_id,
    customId: input.custom_id ?? null,
    brandName: input.application_context.brand_name,
    returnUrl: input.application_context.return_url,
    cancelUrl: input.application_context.cancel_url,
    status: 'APPROVAL_PENDING',
    statusUpdatedAt: now,
    createdAt: now,
    timesDeclined: 0,
    startedAt: null,
    cyclesBilled: 0,
    billedPlanId: null,
    nextBillingAt: null,
    outstandingMinor: 0,
    failedPaymentsCount: 0,
    lastPayment: null,
    lastFailure: null,
    paymentOutcome: 'succeed',
    transactions: [],
    revisions: [],
  }
}

function moneyOf(wire: { value: string; currency_code: string }) {
  const money = parseMoney(wire.value, wire.currency_code)
  if (!money.ok) throw refusal(422, 'INVALID_CURRENCY_AMOUNT', money.message)
  return money.value
}

async function readText(c: Context): Promise<string> {
  const text = await c.req.text()
  if (text.length > MAX_BODY_BYTES) throw refusal(400, 'INVALID_PARAMETER_VALUE', 'The request is too large.')
  return text
}

const readJson = async (c: Context): Promise<unknown> => parseJson(await readText(c))

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw refusal(400, 'MALFORMED_REQUEST_JSON', 'The request is not well-formed JSON.')
  }
}

const rangeOf = (range: { start_time: string; end_time: string }) => ({
  from: Date.parse(range.start_time),
  to: Date.parse(range.end_time),
})

/** Cuts the event's text out of a verification request, because its exact bytes were signed. */
function rawEventIn(text: string): string | null {
  const marker = '"webhook_event":'
  const start = text.indexOf(marker)
  const end = text.lastIndexOf('}')
  return start === -1 || end <= start ? null : text.slice(start + marker.length, end)
}

function isSameSecret(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}
