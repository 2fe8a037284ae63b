import { Hono } from 'hono'
import { createApprovalPages } from './approval-page.ts'
import { createControl } from './control-api.ts'
import { createDeliveries, type Deliveries } from './deliveries.ts'
import { createRestApi } from './rest-api.ts'
import { createSdkScripts } from './sdk-script.ts'
import { createSimulatorContext, type SimulatorConfig } from './simulator-context.ts'
import { createSimulatorIdentity } from './simulator-state.ts'
import { openStateStore } from './state-store.ts'
import { catchUp } from './subscription-life.ts'

export interface PayPalSimulator {
  readonly app: Hono
  readonly deliveries: Deliveries
  /** The simulator's time. */
  now(): Date
  /** Bills and retries everything due. Call it after moving an injected clock. */
  catchUp(): void
  /** Starts automatic billing and delivery. */
  start(): void
  /** Waits for running deliveries. */
  stop(): Promise<void>
}

const CATCH_UP_EVERY_MS = 5_000

/** PayPal Subscriptions as a local service: REST, approval page, browser SDK, signed webhooks and control page. */
export function createSimulator(config: SimulatorConfig): PayPalSimulator {
  const context = createSimulatorContext(
    config,
    openStateStore(config.dataDir, config.newIdentity ?? createSimulatorIdentity),
  )
  const deliveries = createDeliveries(context)
  let timer: NodeJS.Timeout | undefined
  const settle = () => {
    if (catchUp(context)) context.commit()
  }

  const app = new Hono()
  app.get('/healthz', (c) => c.json({ status: 'ok' }))
  app.get('/', (c) => c.redirect('/simulator'))
  app.route('/', createSdkScripts(context))
  app.route('/', createApprovalPages(context))
  app.route('/', createControl(context, deliveries))
  app.route('/', createRestApi(context))

  return {
    app,
    deliveries,
    now: () => new Date(context.now()),
    catchUp: settle,
    start() {
      deliveries.start()
      settle()
      timer = setInterval(settle, CATCH_UP_EVERY_MS)
    },
    async stop() {
      clearInterval(timer)
      await deliveries.stop()
    },
  }
}
