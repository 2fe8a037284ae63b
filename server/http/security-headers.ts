import { randomBytes } from 'node:crypto'

export const createNonce = (): string => randomBytes(16).toString('base64')

/** Headers of every answer. Scripts run by nonce only; PayPal's buttons are the one thing from elsewhere. */
export function securityHeaders(options: {
  nonce: string
  paypalOrigins: readonly string[]
  https: boolean
}) {
  const paypal = options.paypalOrigins.join(' ')
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${options.nonce}' ${paypal}`,
    // Radix and uPlot place things with inline styles.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: https://www.paypalobjects.com",
    `connect-src 'self' ${paypal}`,
    `frame-src ${paypal}`,
    `form-action 'self' ${paypal}`,
    "base-uri 'self'",
    "object-src 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
  return {
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    'X-Frame-Options': 'DENY',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
    'Cross-Origin-Opener-Policy': 'same-origin-allow-popups',
    ...(options.https ? { 'Strict-Transport-Security': 'max-age=31536000' } : {}),
  }
}
