import { type DeliveryHeaders } from '#server/paypal/delivery-headers.ts'
import { type DeliveryVerdict } from '#server/paypal/webhook-verification.ts'
import { type Ctx } from '../context.ts'
import { storeEvent } from './store-event.ts'

export type Delivery = { rawBody: Uint8Array; headers: DeliveryHeaders }
/** Checks a delivery's signature; made once from the environment (server/paypal/webhook-verification.ts). */
export type DeliveryVerifier = (delivery: Delivery) => Promise<DeliveryVerdict>

export type WebhookAnswer = 'stored' | 'known' | 'rejected' | 'unavailable' | 'not-an-event'

/**
 * Takes a delivery in: verify, store under its event id, commit; whatever it means is done by a job. Nothing of a
 * delivery that is not verified is stored. An event that is known already is answered like a new one.
 */
export async function receiveWebhook(
  ctx: Ctx,
  delivery: Delivery,
  verify: DeliveryVerifier,
): Promise<WebhookAnswer> {
  const verdict = await verify(delivery)
  if (verdict.outcome === 'unavailable') {
    ctx.log.warn({ err: verdict.cause }, 'a delivery of PayPal could not be checked')
    return 'unavailable'
  }
  if (verdict.outcome === 'rejected') {
    ctx.log.warn({ reason: verdict.reason }, 'a delivery was refused')
    return 'rejected'
  }
  return storeEvent(ctx, { ...delivery, source: 'webhook' })
}
