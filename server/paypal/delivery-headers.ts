/** What PayPal says about a delivery beside its body. All of it is the sender's word until the signature is checked. */
export interface DeliveryHeaders {
  readonly transmissionId: string
  readonly transmissionTime: string
  /** Base64. */
  readonly transmissionSig: string
  readonly certUrl: string
  readonly authAlgo: string
}

/** Longer values are no delivery of PayPal's; refused before any work is done on them. */
const MAX_HEADER_LENGTH = 2048

/** Reads the five headers, whatever their case, or null when one is missing or not plausible. */
export function readDeliveryHeaders(
  get: (name: string) => string | null | undefined,
): DeliveryHeaders | null {
  const read = (name: string): string | null => {
    const value = get(name) ?? get(name.toLowerCase())
    return value && value.length <= MAX_HEADER_LENGTH ? value : null
  }
  const transmissionId = read('PAYPAL-TRANSMISSION-ID')
  const transmissionTime = read('PAYPAL-TRANSMISSION-TIME')
  const transmissionSig = read('PAYPAL-TRANSMISSION-SIG')
  const certUrl = read('PAYPAL-CERT-URL')
  const authAlgo = read('PAYPAL-AUTH-ALGO')
  if (!transmissionId || !transmissionTime || !transmissionSig || !certUrl || !authAlgo) return null
  return { transmissionId, transmissionTime, transmissionSig, certUrl, authAlgo }
}
