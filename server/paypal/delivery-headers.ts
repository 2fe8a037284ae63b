/** Headers of a delivery. Not trusted until the signature is checked. */
export interface DeliveryHeaders {
  readonly transmissionId: string
  readonly transmissionTime: string
  /** Base64. */
  readonly transmissionSig: string
  readonly certUrl: string
  readonly authAlgo: string
}

/** Longer values never come from PayPal; they are refused before any work is done. */
const MAX_HEADER_LENGTH = 2048

/** Reads the five headers in any case; null if one is missing or too long. */
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
