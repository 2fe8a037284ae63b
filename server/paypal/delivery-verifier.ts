import { createCertificateFetcher } from './certificate-fetcher.ts'
import { type DeliveryHeaders } from './delivery-headers.ts'
import { type PayPal } from './paypal-port.ts'
import { verifyDelivery, type DeliveryVerdict, type PayPalEnvironment } from './webhook-verification.ts'

/** Creates the verifier of deliveries for one environment, with its certificate cache. One per process. */
export function createDeliveryVerifier(options: {
  environment: PayPalEnvironment
  webhookId: string
  /** Address of the simulator; used only in its environment. */
  simulatorUrl: string
  paypal: Pick<PayPal, 'verifyWebhookSignature'>
  /** Defaults to the global fetch. */
  fetch?: typeof fetch
}): (delivery: { rawBody: Uint8Array; headers: DeliveryHeaders }) => Promise<DeliveryVerdict> {
  // Certificates are valid by real time, not by the game's clock.
  const clock = { now: () => new Date() }
  const certificateFetcher = createCertificateFetcher({ clock, fetch: options.fetch })
  const { environment, webhookId, paypal } = options
  const simulatorHost = new URL(options.simulatorUrl).host
  return (delivery) =>
    verifyDelivery(delivery, {
      environment,
      webhookId,
      certificateFetcher,
      askPayPal: (question) => paypal.verifyWebhookSignature(question),
      clock,
      simulatorHost,
    })
}
