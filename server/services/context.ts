import { type Logger } from 'pino'
import { type PayPalEnvironment } from '#server/domain/billing/plans.ts'
import { type Database, type Queryable } from '#db/client.ts'
import { type JobOutbox, type PendingJob } from '#jobs/outbox.ts'
import { type Clock } from '../clock.ts'
import { type EventBus, type LiveEvent } from '../events/event-bus.ts'
import { type Galaxies } from '../galaxies/galaxies.ts'
import { type Limits } from '../limits/limits.ts'
import { type PayPal } from '../paypal/paypal-port.ts'
import { type Secrets } from '../auth/secrets.ts'
import { insertAudit, type AuditEntry } from './audit/insert-audit.ts'

export type Actor =
  | { kind: 'anonymous' }
  | { kind: 'user'; userId: string; callsign: string; role: 'player' | 'admin' }
  /** The platform itself: a job, a webhook, the set-up. */
  | { kind: 'system'; job: string }

export type AppConfig = {
  /** Address that people use, without a trailing slash. */
  publicUrl: string
  paypalEnvironment: PayPalEnvironment
  paypalWebhookId: string
}

/** Everything a verb may reach. One is made for each request or job from the runtime; see {@link transact}. */
export type Ctx = {
  db: Queryable
  actor: Actor
  clock: Clock
  config: AppConfig
  galaxies: Galaxies
  events: EventBus
  outbox: JobOutbox
  limits: Limits
  paypal: PayPal
  secrets: Secrets
  log: Logger
  /** Set where reads are remembered (`oncePerRequest`): a new `since` with every commit. */
  reads?: { since: object } | undefined
}

/**
 * A context within a transaction: what is written through it happens together or not at all. PayPal is out of its reach:
 * an answer that takes seconds must hold neither a connection of the pool nor a lock.
 */
export type Tx = Ctx & {
  /** When the transaction began, by the clock that decides. */
  now: Date
  /** Says who did what, in this transaction: a row for each entry. */
  audit(...entries: AuditEntry[]): Promise<void>
  /** Tells open pages about a change, once it is committed. */
  publish(event: LiveEvent): void
  /** Has a job done, once this is committed; with the commit the job is certain. */
  enqueue(job: PendingJob): Promise<void>
  /** Runs `effect` after the commit. For things that may be lost: caches, hints. */
  afterCommit(effect: () => void | Promise<void>): void
}

export const isTx = (ctx: Ctx): ctx is Tx => 'enqueue' in ctx

/**
 * Runs `work` in one transaction and returns its value once committed. Inside a running transaction it joins it, so
 * verbs can be built from verbs. Events and job hand-over follow the commit; a failure before it leaves nothing behind.
 */
export async function transact<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (isTx(ctx)) return work(ctx)
  const events: LiveEvent[] = []
  const effects: (() => void | Promise<void>)[] = []
  let enqueued = false

  const value = await databaseOf(ctx).transaction(async (db) => {
    const now = await ctx.clock.now(db)
    const tx: Tx = {
      ...ctx,
      db,
      reads: undefined,
      now,
      paypal: forbidInTransaction(ctx.paypal),
      audit: (...entries) => insertAudit(db, ctx.actor, now, entries),
      publish: (event) => void events.push(event),
      enqueue: async (job) => {
        enqueued = true
        await ctx.outbox.write(db, job, now)
      },
      afterCommit: (effect) => void effects.push(effect),
    }
    const result = await work(tx)
    await ctx.events.publishInTransaction(db, events)
    return result
  })

  if (ctx.reads) ctx.reads.since = {}
  await ctx.events.publishAfterCommit(events)
  for (const effect of effects) await effect()
  if (enqueued) ctx.outbox.relaySoon()
  return value
}

/**
 * Runs a deed that is one statement, and with that a transaction of its own: it has no begin and no commit to wait for.
 * Inside a running transaction it joins it. Its audit row is part of the statement.
 */
export async function actAtOnce<T>(ctx: Ctx, statement: (db: Queryable) => Promise<T>): Promise<T> {
  const value = await statement(ctx.db)
  if (ctx.reads) ctx.reads.since = {}
  return value
}

const forbidInTransaction = (paypal: PayPal): PayPal =>
  new Proxy(paypal, {
    get(port, name) {
      const value: unknown = Reflect.get(port, name)
      if (typeof value !== 'function') return value
      return () => Promise.reject(new Error(`PayPal was asked within a transaction: ${String(name)}`))
    },
  })

/** Outside a transaction `db` is the pool's handle, which can begin one. */
function databaseOf(ctx: Ctx): Database {
  if (!('$client' in ctx.db)) throw new Error('transact was given a transaction that is not a Tx')
  return ctx.db
}

/** The same context acting for somebody else: the platform inside a request, a person inside the set-up. */
export const withActor = <C extends Ctx>(ctx: C, actor: Actor): C => ({ ...ctx, actor })
