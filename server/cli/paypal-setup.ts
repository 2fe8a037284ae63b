import { createLog } from '../log.ts'
import { readEnv } from '../env.ts'
import { WEBHOOK_EVENT_TYPES } from '../paypal/webhook-event.ts'
import { openPlatformServer } from '../postgres/platform-server.ts'
import { createRuntime } from '../runtime.ts'
import { ensurePlans } from '../services/billing/ensure-plans.ts'

// Set-up of PayPal, run once for each environment: makes products and plans and, with PAYPAL_WEBHOOK_ID=new, the webhook.
// May be repeated: what is there stays. Needs the web server stopped only when it runs the embedded database.

async function main() {
  const wantsWebhook = process.env.PAYPAL_WEBHOOK_ID === 'new'
  const env = readEnv(process.env)
  const log = createLog(env.LOG_LEVEL)
  const server = await openPlatformServer(env, log)
  const runtime = await createRuntime({ env, platformUrl: server.url, log, root: process.cwd() })
  try {
    const ctx = runtime.ctx({ kind: 'system', job: 'paypal-setup' })
    const made = await ensurePlans(ctx)
    console.log(made.length > 0 ? `Made the plans: ${made.join(', ')}.` : 'All plans were there already.')
    if (wantsWebhook) {
      const url = `${env.publicUrl}/webhooks/paypal`
      const webhook = await ctx.paypal.registerWebhook({ url, eventTypes: WEBHOOK_EVENT_TYPES })
      console.log(`PayPal delivers to ${url}. Start the game with PAYPAL_WEBHOOK_ID=${webhook.id}`)
    }
  } finally {
    await runtime.close()
    await server.stop()
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
