import { verify, type X509Certificate } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { CertificateUnreachable, type CertificateFetcher } from './certificate-fetcher.ts'
import { type DeliveryHeaders } from './delivery-headers.ts'
import { type PayPal } from './paypal-port.ts'

export const PAYPAL_ENVIRONMENTS = ['live', 'sandbox', 'simulator'] as const
export type PayPalEnvironment = (typeof PAYPAL_ENVIRONMENTS)[number]

export interface VerificationConfig {
  /** Our configured id. The request's own claim is never read. */
  readonly webhookId: string
  readonly environment: PayPalEnvironment
  readonly certificateFetcher: CertificateFetcher
  /** PayPal's own check; used only if the certificate is unreachable. */
  readonly askPayPal: PayPal['verifyWebhookSignature']
  readonly clock: { now(): Date }
  /** Host and port of the simulator, such as 127.0.0.1:3100; used only in its environment. */
  readonly simulatorHost?: string
}

export const DELIVERY_REFUSALS = [
  'simulator-id-in-live',
  'unknown-algorithm',
  'malformed-signature',
  'foreign-certificate',
  'unusable-certificate',
  'certificate-out-of-date',
  'wrong-signature',
  'refused-by-paypal',
] as const
export type DeliveryRefusal = (typeof DELIVERY_REFUSALS)[number]

/**
 * verified: store it, then answer 200. rejected: answer 401 and store nothing. unavailable: the check failed, so
 * answer 503 and PayPal will redeliver.
 */
export type DeliveryVerdict =
  | { readonly outcome: 'verified' }
  | { readonly outcome: 'rejected'; readonly reason: DeliveryRefusal }
  | { readonly outcome: 'unavailable'; readonly cause: unknown }

/** The webhook id that the event simulator of PayPal's dashboard signs for, for anybody. */
const DASHBOARD_SIMULATOR_ID = 'WEBHOOK_ID'

const CERTIFICATE_HOSTS: Record<PayPalEnvironment, readonly string[]> = {
  live: ['api.paypal.com', 'api-m.paypal.com'],
  sandbox: ['api.sandbox.paypal.com', 'api-m.sandbox.paypal.com'],
  simulator: [],
}
const CERTIFICATE_PATH = /^\/v1\/notifications\/certs\/[A-Za-z0-9_-]+$/

type Delivery = { rawBody: Uint8Array; headers: DeliveryHeaders }

const rejected = (reason: DeliveryRefusal): DeliveryVerdict => ({ outcome: 'rejected', reason })

/**
 * Checks that PayPal signed a delivery for our webhook (PAYPAL.md "Verifying a delivery"). `rawBody` must be the
 * exact bytes. Age does not matter: PayPal redelivers for three days.
 */
export async function verifyDelivery(
  delivery: Delivery,
  config: VerificationConfig,
): Promise<DeliveryVerdict> {
  const { rawBody, headers } = delivery
  if (config.environment === 'live' && config.webhookId === DASHBOARD_SIMULATOR_ID) {
    return rejected('simulator-id-in-live')
  }
  if (headers.authAlgo !== 'SHA256withRSA') return rejected('unknown-algorithm')
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(headers.transmissionSig)) return rejected('malformed-signature')
  if (!isAllowedCertificateUrl(headers.certUrl, config)) return rejected('foreign-certificate')

  let certificate: X509Certificate
  try {
    certificate = await config.certificateFetcher(headers.certUrl)
  } catch (cause) {
    // A request that names a missing certificate, or too many of them, must not make us call PayPal.
    if (!(cause instanceof CertificateUnreachable)) return { outcome: 'unavailable', cause }
    return verdictOfPayPal(delivery, config)
  }
  if (certificate.publicKey.asymmetricKeyType !== 'rsa') return rejected('unusable-certificate')
  const now = config.clock.now().getTime()
  if (now < Date.parse(certificate.validFrom) || now > Date.parse(certificate.validTo)) {
    return rejected('certificate-out-of-date')
  }
  const message = signedMessage(headers, config.webhookId, rawBody)
  const signature = Buffer.from(headers.transmissionSig, 'base64')
  return verify('RSA-SHA256', Buffer.from(message), certificate.publicKey, signature)
    ? { outcome: 'verified' }
    : rejected('wrong-signature')
}

/** For installations that reach PayPal's API but not the host of its certificates (docs/decisions/0024). */
const verdictOfPayPal = (
  { rawBody, headers }: Delivery,
  config: VerificationConfig,
): Promise<DeliveryVerdict> =>
  config.askPayPal({ rawBody, headers, webhookId: config.webhookId }).then(
    (isGenuine) => (isGenuine ? { outcome: 'verified' } : rejected('refused-by-paypal')),
    (cause: unknown) => ({ outcome: 'unavailable', cause }),
  )

/** The text that PayPal signs: the checksum covers the raw bytes, unsigned decimal. */
export const signedMessage = (
  headers: Pick<DeliveryHeaders, 'transmissionId' | 'transmissionTime'>,
  webhookId: string,
  rawBody: Uint8Array,
): string => [headers.transmissionId, headers.transmissionTime, webhookId, crc32(rawBody)].join('|')

/**
 * The URL comes from the sender, so only https on PayPal's hosts of the running environment is allowed. The simulator
 * uses plain http on its configured host.
 */
export function isAllowedCertificateUrl(
  text: string,
  { environment, simulatorHost }: Pick<VerificationConfig, 'environment' | 'simulatorHost'>,
): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  if (url.username || url.password || url.search || url.hash || !CERTIFICATE_PATH.test(url.pathname))
    return false
  if (environment === 'simulator') {
    return simulatorHost !== undefined && url.host === simulatorHost && /^https?:$/.test(url.protocol)
  }
  return url.protocol === 'https:' && CERTIFICATE_HOSTS[environment].includes(url.host)
}
