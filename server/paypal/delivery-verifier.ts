import { createCertificateFetcher } from './certificate-fetcher.ts'
import { type DeliveryHeaders } from './delivery-headers.ts'
import { type PayPal } from './paypal-port.ts'
import { verifyDelivery, type DeliveryVerdict, type PayPalEnvironment } from './webhook-verification.ts'

/** The check of deliveries for one environment, with the certificates it has fetched. One for the whole process. */
export function createDeliveryVerifier(options: {
  environment: PayPalEnvironment
  webhookId: string
  /** Address of the simulator; used in its environment only. */
  simulatorUrl: string
  paypal: Pick<PayPal, 'verifyWebhookSignature'>
  /** By default the machine's own. */
  fetch?: typeof fetch
}): (delivery: { rawBody: Uint8Array; headers: DeliveryHeaders }) => Promise<DeliveryVerdict> {
  // Certificates are valid by the real time, whatever the game's clock says.
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
