import { randomBytes } from 'node:crypto'

export const createNonce = (): string => randomBytes(16).toString('base64')

/**
 * What an answer's page may load and run. Inline scripts run by nonce or hash only; PayPal's buttons are the one thing from
 * elsewhere. @param scripts sources of the page's own scripts, none for answers that are no pages
 */
export function contentSecurityPolicy(scripts: string, paypalOrigins: readonly string[]): string {
  const paypal = paypalOrigins.join(' ')
  return [
    "default-src 'self'",
    `script-src 'self' ${scripts} ${paypal}`,
    // Regions' colours and the lengths of bars are inline styles.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: https://www.paypalobjects.com",
    `connect-src 'self' ${paypal}`,
    `frame-src ${paypal}`,
    `form-action 'self' ${paypal}`,
    "base-uri 'self'",
    "object-src 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** Headers of every answer. */
export function securityHeaders(options: { paypalOrigins: readonly string[]; https: boolean }) {
  return {
    'Content-Security-Policy': contentSecurityPolicy('', options.paypalOrigins),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    'X-Frame-Options': 'DENY',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
    'Cross-Origin-Opener-Policy': 'same-origin-allow-popups',
    ...(options.https ? { 'Strict-Transport-Security': 'max-age=31536000' } : {}),
  }
}
