import { createCallBudget } from './call-budget.ts'
import { createCertificateFetcher } from './certificate-fetcher.ts'
import { type DeliveryHeaders } from './delivery-headers.ts'
import { type PayPal } from './paypal-port.ts'
import { verifyDelivery, type DeliveryVerdict, type PayPalEnvironment } from './webhook-verification.ts'

/** How often PayPal's own check is asked: deliveries beyond that are told to come again. */
const QUESTIONS_A_MINUTE = 60

/** Creates the verifier of deliveries for one environment, with its certificate cache. One per process. */
export function createDeliveryVerifier(options: {
  environment: PayPalEnvironment
  webhookId: string
  /** Address of the simulator; used only in its environment. */
  simulatorUrl: string
  paypal: Pick<PayPal, 'verifyWebhookSignature'>
  /** Defaults to the global fetch. */
  fetch?: typeof fetch
  /** Defaults to the real time: certificates are valid by it, not by the game's clock. */
  clock?: { now(): Date }
}): (delivery: { rawBody: Uint8Array; headers: DeliveryHeaders }) => Promise<DeliveryVerdict> {
  const clock = options.clock ?? { now: () => new Date() }
  const certificateFetcher = createCertificateFetcher({ clock, fetch: options.fetch })
  const mayAsk = createCallBudget(QUESTIONS_A_MINUTE, clock)
  const { environment, webhookId, paypal } = options
  const simulatorHost = new URL(options.simulatorUrl).host
  return (delivery) =>
    verifyDelivery(delivery, {
      environment,
      webhookId,
      certificateFetcher,
      askPayPal: (question) =>
        mayAsk()
          ? paypal.verifyWebhookSignature(question)
          : Promise.reject(new Error('too many deliveries were checked by PayPal in the last minute')),
      clock,
      simulatorHost,
    })
}
