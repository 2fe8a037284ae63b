import { serve, type ServerType } from '@hono/node-server'
import { type AddressInfo } from 'node:net'
import { Hono } from 'hono'
import { createPayPalClient } from '../paypal-client.ts'
import { type PayPal } from '../paypal-port.ts'
import { findDifferences, findDifferencesOfEvent } from '../published/calls.ts'
import { type SigningIdentity } from './self-signed-certificate.ts'
import { createSimulatorIdentity } from './simulator-state.ts'
import { createSimulator, type PayPalSimulator } from './simulator.ts'

export interface LoopbackSimulator {
  readonly simulator: PayPalSimulator
  readonly client: PayPal
  readonly url: string
  /** host:port, for verifyDelivery. */
  readonly host: string
  readonly webhookId: string
  /** What of our calls, its answers and its deliveries was not as PayPal publishes it; tests expect nothing here. */
  readonly differences: readonly string[]
  close(): Promise<void>
}

export const SIMULATED_CREDENTIALS = { clientId: 'client', clientSecret: 'secret' }
const WEBHOOK_ID = 'WHLOOPBACK'

let identity: SigningIdentity | null = null
/** One for all of a process: a key costs more than most tests do. */
const sharedIdentity = (): SigningIdentity => (identity ??= createSimulatorIdentity())

/**
 * A simulator over real HTTP on a free local port, with a client, for tests and the demo world. It delivers only on
 * `simulator.deliveries.deliverDue()` unless it is started.
 */
export async function startLoopbackSimulator(options: {
  webhookUrl: string
  clock: { now(): Date }
  dataDir?: string | null
  newIdentity?: () => SigningIdentity
}): Promise<LoopbackSimulator> {
  // The address is known only once the port is open, and the simulator needs its address.
  let app = new Hono()
  const differences: string[] = []
  const server = await listen(async (request) => {
    const url = new URL(request.url)
    const sent = await request.clone().text()
    const response = await app.fetch(request)
    if (!isPublished(url.pathname)) return response
    const answered = await response.clone().text()
    differences.push(
      ...findDifferences({ method: request.method, url, sent, status: response.status, answered }),
    )
    return response
  })
  const host = `127.0.0.1:${portOf(server)}`
  const url = `http://${host}`
  const simulator = createSimulator({
    ...SIMULATED_CREDENTIALS,
    dataDir: options.dataDir ?? null,
    webhookUrl: options.webhookUrl,
    webhookId: WEBHOOK_ID,
    publicUrl: url,
    clock: options.clock,
    newIdentity: options.newIdentity ?? sharedIdentity,
    fetch: (input, init) => {
      if (Buffer.isBuffer(init?.body)) differences.push(...findDifferencesOfEvent(init.body.toString('utf8')))
      return fetch(input, init)
    },
  })
  app = simulator.app
  const client = createPayPalClient({ ...SIMULATED_CREDENTIALS, baseUrl: url, clock: options.clock })
  return {
    simulator,
    client,
    url,
    host,
    webhookId: WEBHOOK_ID,
    differences,
    async close() {
      await simulator.stop()
      await closeServer(server)
    },
  }
}

/** PayPal's API; certificates are no calls. */
const isPublished = (path: string) => path.startsWith('/v1/') && !path.startsWith('/v1/notifications/certs/')

export const listen = (handle: (request: Request) => Response | Promise<Response>): Promise<ServerType> =>
  new Promise((resolve) => {
    const server = serve({ fetch: handle, port: 0, hostname: '127.0.0.1' }, () => resolve(server))
  })

export function portOf(server: ServerType): number {
  const address: AddressInfo | string | null = server.address()
  if (address === null || typeof address === 'string')
    throw new TypeError('the server does not listen on a port')
  return address.port
}

export const closeServer = (server: ServerType): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    if ('closeAllConnections' in server) server.closeAllConnections()
  })
