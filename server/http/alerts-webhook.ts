import { timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import { tokenHash } from '../auth/secrets.ts'
import { alertDelivery } from '../domain/alerts/alert-delivery.ts'
import { receiveAlerts } from '../services/alerts/receive-alerts.ts'
import { type Ctx } from '../services/context.ts'

/**
 * Where Alertmanager delivers alerts, as its receiver `webhook_configs` with `authorization`. It tries again what is answered with 5xx, and
 * gives up what is answered with 4xx.
 * @param token of ALERTS_TOKEN; without one there is no such door.
 */
export function createAlertsWebhook(ctxFor: () => Ctx, token: string | undefined): Hono {
  const app = new Hono()
  app.post('/webhooks/alerts', async (c) => {
    if (token === undefined) return c.notFound()
    if (!isSame(c.req.header('authorization') ?? '', `Bearer ${token}`))
      return c.json({ code: 'UNAUTHORIZED', message: 'The token is not that of ALERTS_TOKEN.' }, 401)
    const body: unknown = await c.req.json().catch(() => null)
    const delivery = alertDelivery.safeParse(body)
    if (!delivery.success) {
      const [issue] = delivery.error.issues
      const message = `This is no delivery of Alertmanager. ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`
      return c.json({ code: 'BAD_REQUEST', message }, 400)
    }
    await receiveAlerts(ctxFor(), delivery.data)
    return c.json({ outcome: 'received' })
  })
  return app
}

/** Compared by their hashes, which have one length and tell nothing of the token. */
const isSame = (given: string, wanted: string): boolean =>
  timingSafeEqual(Buffer.from(tokenHash(given)), Buffer.from(tokenHash(wanted)))
