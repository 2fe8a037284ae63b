import { type DeliveryHeaders } from '#server/paypal/delivery-headers.ts'
import { type DeliveryVerdict } from '#server/paypal/webhook-verification.ts'
import { type Ctx } from '../context.ts'
import { storeEvent } from './store-event.ts'

export type Delivery = { rawBody: Uint8Array; headers: DeliveryHeaders }
/** Verifies a delivery's signature; built once from the environment (server/paypal/webhook-verification.ts). */
export type DeliveryVerifier = (delivery: Delivery) => Promise<DeliveryVerdict>

export type WebhookAnswer = 'stored' | 'known' | 'rejected' | 'unavailable' | 'not-an-event'

/**
 * Receives a delivery: verifies it, stores it under its event id and commits. A job processes it. Unverified
 * deliveries are never stored. A known event gets the same answer as a new one.
 */
export async function receiveWebhook(
  ctx: Ctx,
  delivery: Delivery,
  verify: DeliveryVerifier,
): Promise<WebhookAnswer> {
  const verdict = await verify(delivery)
  if (verdict.outcome === 'unavailable') {
    ctx.log.warn({ err: verdict.cause }, 'could not verify a PayPal delivery')
    return 'unavailable'
  }
  if (verdict.outcome === 'rejected') {
    ctx.log.warn({ reason: verdict.reason }, 'rejected a delivery')
    return 'rejected'
  }
  return storeEvent(ctx, { ...delivery, source: 'webhook' })
}
