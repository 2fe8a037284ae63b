import { randomBytes } from 'node:crypto'
import { serve, type ServerType } from '@hono/node-server'
import { type Hono } from 'hono'
import { eq } from 'drizzle-orm'
import { elections } from '#db/schema/platform/elections.ts'
import { policies } from '#db/schema/platform/policies.ts'
import { rollEntries } from '#db/schema/platform/voting.ts'
import { JOBS } from '#jobs/job-names.ts'
import { createJobOutbox } from '#jobs/outbox.ts'
import { SCHEDULES } from '#jobs/schedules.ts'
import { runJob } from '#jobs/worker.ts'
import { createRandom, type Random } from '#server/domain/random.ts'
import { DAY_MS } from '#server/domain/utc-day.ts'
import { createMovedClock } from '#server/clock.ts'
import { type EventBus } from '#server/events/event-bus.ts'
import { payPalAccess } from '#server/paypal/open-paypal.ts'
import { createSimulator, type PayPalSimulator } from '#server/paypal/simulator/simulator.ts'
import { type Runtime } from '#server/runtime.ts'
import { type Actor, type Ctx } from '#server/services/context.ts'
import { signUp } from '#server/services/identity/sign-up.ts'
import { type UserActor } from '#server/services/require-actor.ts'
import { createPayPalWebhook } from '#server/http/paypal-webhook.ts'
import { createCertificateFetcher } from '#server/paypal/certificate-fetcher.ts'
import { verifyDelivery } from '#server/paypal/webhook-verification.ts'
import { demoEmail } from './demo-cast.ts'
import { storyBegin } from './story-time.ts'

/** Sweeps to skip: the driver relays the outbox itself, and copies of thirty days that nobody can want would take most of the time. */
const NOT_IN_THE_STORY: ReadonlySet<string> = new Set(['relay-outbox', 'sweep-backups', 'sweep-drills'])

/** No page is open yet that could receive events. */
const NOBODY_LISTENS: EventBus = {
  publishInTransaction: async () => undefined,
  publishAfterCommit: async () => undefined,
  subscribe: () => () => undefined,
  close: async () => undefined,
}

export type DemoPerson = UserActor & { email: string; password: string }

/** A platform that runs through past days, with the real verbs, jobs and payments. */
export type DemoWorld = {
  random: Random
  ctx(actor: Actor): Ctx
  system: Ctx
  /** Moves the clock to this time of the story; day 0 is about `days` before now. Never backwards. */
  goTo(day: number, hour: number): Promise<void>
  /** Delivers PayPal's pending events and runs all due jobs, until none are left. */
  settle(): Promise<void>
  /** Runs every sweep once (a real day runs thousands). */
  sweep(): Promise<void>
  signUp(callsign: string): Promise<DemoPerson>
  newPassword(): string
  /** Voters on the roll of a policy or an election. */
  rollOf(subjectId: string): Promise<string[]>
  rollMembers(voteId: string): Promise<string[]>
  /** The buyer's approval at PayPal. */
  approveAtPayPal(paypalSubscriptionId: string): Promise<void>
  close(): Promise<void>
}

/**
 * @param options.days how many days before now the story begins.
 * @param options.shutdown no job starts after it: moving the clock or sweeping then throws its reason.
 */
export async function openDemoWorld(
  runtime: Runtime,
  options: { days: number; seed: string; shutdown: AbortSignal },
): Promise<DemoWorld> {
  const storyBegan = storyBegin(Date.now(), options.days)
  const moved = createMovedClock(storyBegan - Date.now())
  // Only this process runs the story, so it can skip asking the database for the time.
  const clock = { ...moved, now: async () => new Date(Date.now() + moved.offsetMs()) }
  // Without a queue, jobs stay in the outbox and the driver runs them at their time in the story.
  const outbox = createJobOutbox(runtime.db, null, runtime.log)
  const ctx = (actor: Actor): Ctx => ({ ...runtime.ctx(actor), clock, outbox, events: NOBODY_LISTENS })
  const system = ctx({ kind: 'system', job: 'demo-world' })
  const paypal = await openPayPalSide(runtime, ctx, () => new Date(Date.now() + clock.offsetMs()))

  const run = (name: string, payload: unknown) => {
    options.shutdown.throwIfAborted()
    return runJob((job) => ctx({ kind: 'system', job }), name, payload)
  }
  const runDueJobs = async (): Promise<number> => {
    let ran = 0
    for (;;) {
      const now = await clock.now()
      const due = await takeDueJob(runtime, now)
      if (!due) return ran
      await run(due.name, due.payload)
      ran += 1
    }
  }
  const settle = async () => {
    let ran = 1
    while (ran > 0) {
      paypal.simulator.catchUp()
      await paypal.simulator.deliveries.deliverDue()
      ran = await runDueJobs()
    }
  }

  return {
    random: createRandom(options.seed),
    ctx,
    system,
    settle,
    goTo: async (day, hour) => {
      const target = storyBegan + day * DAY_MS + hour * 3_600_000
      clock.set(Math.min(0, Math.max(clock.offsetMs(), target - Date.now())))
      await settle()
    },
    sweep: async () => {
      for (const name of Object.keys(SCHEDULES)) {
        if (!NOT_IN_THE_STORY.has(name) && Object.hasOwn(JOBS, name)) await run(name, {})
      }
      await settle()
    },
    signUp: async (callsign) => {
      const email = demoEmail(callsign)
      const password = newPassword()
      const person = await signUp(system, { email, callsign, password, ipAddress: 'demo' })
      if (!person) throw new Error(`${email} already has an account`)
      return { kind: 'user', userId: person.id, callsign, role: person.role, email, password }
    },
    newPassword,
    rollOf: (subjectId) => rollOf(runtime, subjectId),
    rollMembers: (voteId) => rollMembers(runtime, voteId),
    approveAtPayPal: async (id) => {
      const answer = await paypal.simulator.app.request(`/simulator/api/subscriptions/${id}/approve`, {
        method: 'POST',
      })
      if (!answer.ok) throw new Error(`the simulator did not approve ${id}: ${await answer.text()}`)
      await settle()
    },
    close: async () => {
      clock.set(0)
      if (!options.shutdown.aborted) await settle()
      await outbox.close()
      await paypal.close()
    },
  }
}

const newPassword = () => randomBytes(15).toString('base64url')

async function rollMembers(runtime: Runtime, voteId: string): Promise<string[]> {
  const rows = await runtime.db
    .select({ id: rollEntries.userId })
    .from(rollEntries)
    .where(eq(rollEntries.voteId, voteId))
  return rows.map((row) => row.id)
}

async function rollOf(runtime: Runtime, subjectId: string): Promise<string[]> {
  const [policy] = await runtime.db
    .select({ id: policies.voteId })
    .from(policies)
    .where(eq(policies.id, subjectId))
  const [election] = await runtime.db
    .select({ id: elections.voteId })
    .from(elections)
    .where(eq(elections.id, subjectId))
  const voteId = policy?.id ?? election?.id
  return voteId ? rollMembers(runtime, voteId) : []
}

async function takeDueJob(
  runtime: Runtime,
  now: Date,
): Promise<{ name: string; payload: unknown } | undefined> {
  const { rows } = await runtime.pool.query<{ name: string; payload: unknown }>(
    `delete from job_outbox where id =
       (select id from job_outbox where run_at <= $1 order by run_at, created_at limit 1)
     returning name, payload`,
    [now],
  )
  return rows[0]
}

/**
 * The PayPal simulator on the story's clock, delivering to our own webhook server. Its state is kept after the story.
 */
async function openPayPalSide(runtime: Runtime, ctx: (actor: Actor) => Ctx, now: () => Date) {
  const { env } = runtime
  const { clientId, clientSecret, webhookId } = payPalAccess(env)
  const clock = { now }
  const certificateFetcher = createCertificateFetcher({ clock })
  const simulatorHost = new URL(env.simulatorUrl).host
  const verification = {
    webhookId,
    environment: 'simulator',
    certificateFetcher,
    askPayPal: (question: Parameters<Ctx['paypal']['verifyWebhookSignature']>[0]) =>
      runtime.ctx({ kind: 'system', job: 'demo-world' }).paypal.verifyWebhookSignature(question),
    clock,
    simulatorHost,
  } as const
  const door = createPayPalWebhook(
    () => ctx({ kind: 'system', job: 'paypal-webhook' }),
    ({ rawBody, headers }) => verifyDelivery({ rawBody, headers }, verification),
  )
  const doorServer = await listen(door, 0)
  const address = doorServer.address()
  if (!address || typeof address === 'string') throw new Error('the webhook door has no port')
  const simulator: PayPalSimulator = createSimulator({
    dataDir: env.dataDir,
    clientId,
    clientSecret,
    webhookId,
    webhookUrl: `http://127.0.0.1:${address.port}/webhooks/paypal`,
    publicUrl: env.simulatorUrl,
    clock,
  })
  const simulatorServer = await listen(simulator.app, env.simulatorPort)
  return {
    simulator,
    close: async () => {
      await simulator.stop()
      for (const server of [doorServer, simulatorServer]) {
        if ('closeAllConnections' in server) server.closeAllConnections()
        await new Promise<void>((resolve) => server.close(() => resolve()))
      }
    },
  }
}

const listen = (app: Hono, port: number): Promise<ServerType> =>
  new Promise((resolve, reject) => {
    const server: ServerType = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, () => resolve(server))
    server.on('error', reject)
  })
