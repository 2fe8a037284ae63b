import { type Env } from '../env.ts'
import { createPayPalClient } from './paypal-client.ts'
import { type PayPal } from './paypal-port.ts'

/** Default credentials of the simulator: it serves this machine only and moves no money. */
const SIMULATOR = {
  clientId: 'simulator-client',
  clientSecret: 'simulator-secret',
  webhookId: 'WHSIMULATOR',
}

const HOSTS = { live: 'https://api-m.paypal.com', sandbox: 'https://api-m.sandbox.paypal.com' }

export type PayPalAccess = { baseUrl: string; clientId: string; clientSecret: string; webhookId: string }

/** The PayPal of this environment and its credentials. */
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

/** A client for the PayPal of this environment; callers cannot tell which one it is. */
export function openPayPal(env: Env): PayPal {
  const { baseUrl, clientId, clientSecret } = payPalAccess(env)
  return createPayPalClient({ baseUrl, clientId, clientSecret, clock: { now: () => new Date() } })
}
