import { serve } from '@hono/node-server'
import { z } from 'zod'
import { createSimulator } from './simulator.ts'

const environment = z
  .object({
    PAYPAL_SIMULATOR_PORT: z.coerce.number().int().min(1).max(65_535).default(3100),
    PAYPAL_SIMULATOR_HOST: z.string().default('127.0.0.1'),
    PAYPAL_SIMULATOR_URL: z.url().optional(),
    PAYPAL_SIMULATOR_WEBHOOK_URL: z.url().default('http://127.0.0.1:3000/webhooks/paypal'),
    PAYPAL_CLIENT_ID: z.string().min(1).default('simulator-client'),
    PAYPAL_CLIENT_SECRET: z.string().min(1).default('simulator-secret'),
    PAYPAL_WEBHOOK_ID: z.string().min(1).default('WHSIMULATOR'),
    DATA_DIR: z.string().default('.data'),
  })
  .safeParse(process.env)

if (!environment.success) {
  console.error(`The PayPal simulator cannot start:\n${z.prettifyError(environment.error)}`)
  process.exit(1)
}
const env = environment.data
const publicUrl = (
  env.PAYPAL_SIMULATOR_URL ?? `http://${env.PAYPAL_SIMULATOR_HOST}:${env.PAYPAL_SIMULATOR_PORT}`
).replace(/\/$/, '')

const simulator = createSimulator({
  dataDir: env.DATA_DIR,
  clientId: env.PAYPAL_CLIENT_ID,
  clientSecret: env.PAYPAL_CLIENT_SECRET,
  webhookUrl: env.PAYPAL_SIMULATOR_WEBHOOK_URL,
  webhookId: env.PAYPAL_WEBHOOK_ID,
  publicUrl,
  clock: { now: () => new Date() },
})
const server = serve(
  { fetch: simulator.app.fetch, port: env.PAYPAL_SIMULATOR_PORT, hostname: env.PAYPAL_SIMULATOR_HOST },
  () => {
    simulator.start()
    console.log(`PayPal simulator at ${publicUrl} (control page ${publicUrl}/simulator)`)
  },
)
server.on('error', (error: NodeJS.ErrnoException) => {
  const reason =
    error.code === 'EADDRINUSE'
      ? `port ${env.PAYPAL_SIMULATOR_PORT} is in use; set PAYPAL_SIMULATOR_PORT to another one`
      : error.message
  console.error(`The PayPal simulator cannot start: ${reason}.`)
  process.exit(1)
})

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close()
    void simulator.stop().finally(() => process.exit(0))
  })
}
