import { Hono } from 'hono'
import { type Ctx } from '../services/context.ts'
import {
  receiveWebhook,
  type DeliveryVerifier,
  type WebhookAnswer,
} from '../services/billing/receive-webhook.ts'
import { readDeliveryHeaders } from '../paypal/delivery-headers.ts'

const STATUS: Record<WebhookAnswer, 200 | 400 | 401 | 503> = {
  stored: 200,
  known: 200,
  rejected: 401,
  unavailable: 503,
  'not-an-event': 400,
}

/**
 * Where PayPal delivers its events. The bytes go on as they came, since the signature is over them. Only stored events
 * are answered 2xx; everything else makes PayPal come back or is not PayPal.
 */
export function createPayPalWebhook(ctxFor: () => Ctx, verify: DeliveryVerifier): Hono {
  const app = new Hono()
  app.post('/webhooks/paypal', async (c) => {
    const headers = readDeliveryHeaders((name) => c.req.header(name))
    if (!headers) return c.json({ code: 'UNAUTHORIZED', message: 'This is no delivery of PayPal.' }, 401)
    const rawBody = new Uint8Array(await c.req.arrayBuffer())
    const answer = await receiveWebhook(ctxFor(), { rawBody, headers }, verify)
    return c.json({ outcome: answer }, STATUS[answer])
  })
  return app
}
