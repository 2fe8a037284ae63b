import { type Env } from '../env.ts'
import { createPayPalClient } from './paypal-client.ts'
import { type PayPal } from './paypal-port.ts'

/** The simulator's credentials where none are given: it serves this machine and moves no money. */
const SIMULATOR = {
  clientId: 'simulator-client',
  clientSecret: 'simulator-secret',
  webhookId: 'WH-SIMULATOR',
}

const HOSTS = { live: 'https://api-m.paypal.com', sandbox: 'https://api-m.sandbox.paypal.com' }

export type PayPalAccess = { baseUrl: string; clientId: string; clientSecret: string; webhookId: string }

/** Which PayPal this environment means, and with which credentials. */
export function payPalAccess(env: Env): PayPalAccess {
  const isSimulator = env.PAYPAL_ENVIRONMENT === 'simulator'
  const fallback = isSimulator ? SIMULATOR : { clientId: '', clientSecret: '', webhookId: '' }
  return {
    baseUrl: env.PAYPAL_ENVIRONMENT === 'simulator' ? env.simulatorUrl : HOSTS[env.PAYPAL_ENVIRONMENT],
    clientId: env.PAYPAL_CLIENT_ID ?? fallback.clientId,
    clientSecret: env.PAYPAL_CLIENT_SECRET ?? fallback.clientSecret,
    webhookId: env.PAYPAL_WEBHOOK_ID ?? fallback.webhookId,
  }
}

/** A client for the PayPal of this environment; what calls it cannot tell which one it is. */
export function openPayPal(env: Env): PayPal {
  const { baseUrl, clientId, clientSecret } = payPalAccess(env)
  return createPayPalClient({ baseUrl, clientId, clientSecret, clock: { now: () => new Date() } })
}
