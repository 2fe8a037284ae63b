import { Hono, type Context } from 'hono'
import { z } from 'zod'
import { controlPage } from './control-page.ts'
import { type Deliveries } from './deliveries.ts'
import { escalate, openDispute, resolve } from './disputes.ts'
import { consent } from './revision.ts'
import { type SimulatorContext } from './simulator-context.ts'
import {
  DELIVERY_VARIANTS,
  PAYMENT_OUTCOMES,
  type SimulatedDispute,
  type SimulatedSubscription,
} from './simulator-state.ts'
import { SubscriptionError } from './subscription-error.ts'
import { approve, billNow, cancel, catchUp, sendBack, suspend } from './subscription-life.ts'

const MAX_ADVANCE_MS = 2 * 366 * 86_400_000

const moneyBackInput = z.object({
  saleId: z.string().min(1).optional(),
  amountMinor: z.coerce.number().int().positive().optional(),
})
const disputeInput = moneyBackInput.extend({ stage: z.enum(['INQUIRY', 'CHARGEBACK']).default('CHARGEBACK') })

type DisputeMove = (
  context: SimulatorContext,
  subscription: SimulatedSubscription,
  dispute: SimulatedDispute,
) => void
const DISPUTE_MOVES: Record<string, DisputeMove> = {
  escalate,
  win: (context, subscription, dispute) => resolve(context, subscription, dispute, 'seller'),
  lose: (context, subscription, dispute) => resolve(context, subscription, dispute, 'buyer'),
}

const clockInput = z.object({ advanceMs: z.coerce.number().int().positive().max(MAX_ADVANCE_MS) })
const holdInput = z.object({ held: z.union([z.boolean(), z.stringbool()]) })
const releaseInput = z.object({
  order: z.enum(['sent', 'reversed', 'shuffled']).default('sent'),
  seed: z.string().default('simulator'),
})
const resendInput = z.object({
  variant: z.enum(DELIVERY_VARIANTS).default('genuine'),
  times: z.coerce.number().int().min(1).max(25).default(1),
})

/**
 * Controls the simulator: the actions of buyers, banks and network. JSON under /simulator/api for tests, forms for
 * people. Pages of other origins cannot use it.
 */
export function createControl(context: SimulatorContext, deliveries: Deliveries): Hono {
  const { config, state } = context
  const app = new Hono()
  const own = new URL(config.publicUrl)

  app.use('/simulator/*', async (c, next) => {
    const host = new URL(c.req.url).hostname
    const isOurHost = host === own.hostname || ['127.0.0.1', 'localhost', '[::1]'].includes(host)
    const origin = c.req.header('origin')
    if (
      !isOurHost ||
      (origin !== undefined && origin !== own.origin && origin !== new URL(c.req.url).origin)
    ) {
      return c.json({ message: 'The control page accepts only its own origin.' }, 403)
    }
    await next()
  })

  app.onError((error, c) => {
    if (error instanceof SubscriptionError) return c.json({ message: error.message, issue: error.issue }, 422)
    if (error instanceof z.ZodError) return c.json({ message: z.prettifyError(error) }, 400)
    throw error
  })

  app.get('/simulator', (c) => c.html(controlPage(context)))

  app.get('/simulator/api/state', (c) =>
    c.json({
      now: new Date(context.now()).toISOString(),
      areDeliveriesHeld: state.areDeliveriesHeld,
      webhook: { id: config.webhookId, url: state.webhook?.url ?? config.webhookUrl },
      plans: state.plans,
      subscriptions: state.subscriptions,
      disputes: state.disputes,
      events: state.events,
      deliveries: state.deliveries,
    }),
  )

  const move = (name: string, act: (subscription: SimulatedSubscription, input: unknown) => void) =>
    app.post(`/simulator/api/subscriptions/:id/${name}`, async (c) => {
      const subscription = state.subscriptions.find((row) => row.id === c.req.param('id'))
      if (!subscription) return c.json({ message: 'Unknown subscription.' }, 404)
      act(subscription, await readInput(c))
      context.commit()
      return done(c)
    })
  move('approve', (subscription) => approve(context, subscription))
  move('bill', (subscription) => billNow(context, subscription))
  move('suspend', (subscription) => suspend(context, subscription))
  move('cancel', (subscription) => cancel(context, subscription))
  move('consent', (subscription) => {
    const revision = subscription.revisions.at(-1)
    if (!revision) throw new SubscriptionError('NO_REVISION', 'No change of plan waits for the payer.')
    consent(context, subscription, revision)
  })
  move('payments', (subscription, input) => {
    subscription.paymentOutcome = z.object({ outcome: z.enum(PAYMENT_OUTCOMES) }).parse(input).outcome
  })
  for (const [name, how] of [
    ['refund', 'REFUNDED'],
    ['reverse', 'REVERSED'],
  ] as const) {
    move(name, (subscription, input) => {
      const { saleId, amountMinor } = moneyBackInput.parse(input)
      sendBack(context, subscription, how, saleId, amountMinor)
    })
  }

  move('dispute', (subscription, input) => {
    openDispute(context, subscription, disputeInput.parse(input))
  })

  for (const [name, act] of Object.entries(DISPUTE_MOVES)) {
    app.post(`/simulator/api/disputes/:id/${name}`, (c) => {
      const dispute = state.disputes.find((row) => row.id === c.req.param('id'))
      const subscription = state.subscriptions.find((row) => row.id === dispute?.subscriptionId)
      if (!dispute || !subscription) return c.json({ message: 'Unknown dispute.' }, 404)
      act(context, subscription, dispute)
      context.commit()
      return done(c)
    })
  }

  app.post('/simulator/api/clock', async (c) => {
    state.clockOffsetMs += clockInput.parse(await readInput(c)).advanceMs
    catchUp(context)
    context.commit()
    return done(c)
  })

  app.post('/simulator/api/deliveries/hold', async (c) => {
    state.areDeliveriesHeld = holdInput.parse(await readInput(c)).held
    context.commit()
    return done(c)
  })

  app.post('/simulator/api/deliveries/release', async (c) => {
    const { order, seed } = releaseInput.parse(await readInput(c))
    await deliveries.release(order, seed)
    return done(c)
  })

  app.post('/simulator/api/events/:id/resend', async (c) => {
    const { variant, times } = resendInput.parse(await readInput(c))
    return deliveries.resend(c.req.param('id'), variant, times)
      ? done(c)
      : c.json({ message: 'Unknown event.' }, 404)
  })
  return app
}

const isForm = (c: Context): boolean =>
  c.req.header('content-type')?.startsWith('application/x-www-form-urlencoded') ?? false

/** An empty form field means a missing JSON field. */
async function readInput(c: Context): Promise<unknown> {
  const text = await c.req.text()
  if (isForm(c)) return Object.fromEntries([...new URLSearchParams(text)].filter(([, value]) => value !== ''))
  if (text === '') return {}
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const done = (c: Context) => (isForm(c) ? c.redirect('/simulator', 303) : c.json({ ok: true }))
