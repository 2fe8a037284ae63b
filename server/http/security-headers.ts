import { randomBytes } from 'node:crypto'
import { type MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'

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

/** Headers of every answer but its policy: Hono's, and stricter where its own are for sites that others show or send to. */
export const fixedHeaders = ({ https }: { https: boolean }): MiddlewareHandler =>
  secureHeaders({
    strictTransportSecurity: https ? 'max-age=31536000; includeSubDomains' : false,
    xFrameOptions: 'DENY',
    // PayPal asks where its buttons stand, and opens a window that has to answer.
    referrerPolicy: 'strict-origin-when-cross-origin',
    crossOriginOpenerPolicy: 'same-origin-allow-popups',
    permissionsPolicy: { camera: [], microphone: [], geolocation: [] },
    overwrite: false,
  })
