import { type Logger } from 'pino'
import { type TierTable } from '#server/domain/billing/tiers.ts'
import { type HostingCosts } from '#server/domain/billing/hosting-costs.ts'
import { type Seller } from '#server/domain/billing/receipt.ts'
import { type PayPalEnvironment } from '#server/domain/billing/plans.ts'
import { type BackupRetention } from '#server/domain/backups/retention.ts'
import { type Suspension } from '#server/domain/identity/suspension.ts'
import { type Database, type Queryable } from '#db/client.ts'
import { type JobOutbox, type PendingJob } from '#jobs/outbox.ts'
import { type Archive } from '../archive/archive.ts'
import { type Clock } from '../clock.ts'
import { type ErasureList } from '../erasures/erasure-list.ts'
import { type RegionDrivers } from '../drivers/region-driver.ts'
import { type EventBus, type LiveEvent } from '../events/event-bus.ts'
import { type Galaxies } from '../galaxies/galaxies.ts'
import { type Limits } from '../limits/limits.ts'
import { type MailPort } from '../mail/mail-port.ts'
import { type PayPal } from '../paypal/paypal-port.ts'
import { type AuditLogKeeper } from '../postgres/audit-log-keeper.ts'
import { type RefusedRequestLog } from '../refused-requests/refused-request-log.ts'
import { type Secrets } from '../auth/secrets.ts'
import { insertAudit, type AuditEntry } from './insert-audit.ts'
import { forgetSharedReadings } from './shared-reading.ts'

export type Actor =
  | { kind: 'anonymous' }
  | {
      kind: 'user'
      userId: string
      callsign: string
      role: 'player' | 'admin'
      /** Set until the account's address is confirmed. */
      unconfirmed?: true
      /** Set while an administrator has suspended the account. */
      suspension?: Suspension | null
      /** Set for an administrator who may not act as one without a second factor; the role is that of a player then. */
      lacksFactor?: true
      proof?: Proof | null
    }
  /** The platform itself: a job, a webhook or setup. */
  | { kind: 'system'; job: string }

/**
 * How a user showed who they are: in a browser session, whose row says when and whose id changes with its rights, or by the
 * log-in that an access token comes from. Nothing for a personal token.
 */
export type Proof = { sessionId: string } | { provenAt: Date }

export type AppConfig = {
  /** Public URL of the site, without a trailing slash. */
  publicUrl: string
  paypalEnvironment: PayPalEnvironment
  paypalWebhookId: string
  /** Whether an account claims its address only once a mail to it was answered. */
  confirmationRequired: boolean
  /** Whether mails leave the platform; otherwise they end in a local outbox. */
  sendsMails: boolean
  /** Folder with the operator's terms.md and imprint.md. */
  legalDir: string
  /** Whether administrators need a second factor. */
  adminsNeedFactor: boolean
  /** For how many days backups are kept. */
  backups: BackupRetention
  /** For how many months the archive of a region that was given up is kept. */
  archiveMonths: number
  /** Who sells, as receipts say it; null where the operator says nothing. */
  seller: Seller | null
  /** The sizes of regions: what they are called, whether they are sold, and what they give. */
  tiers: TierTable
  /** What hosting costs in a month. */
  hosting: HostingCosts
  /** Connections of the database server that all processes of the platform together may open. */
  platformConnections: number
  /** For how many days each log is kept; null: for good. */
  retention: {
    auditDays: number | null
    eventDays: number
    postingDays: number
    failedLogInDays: number
    exportDays: number
    deletionNoticeDays: number
    mailDays: number
    noticeDays: number
  }
}

/** Everything a verb may use. Created per request or job by the runtime; see {@link transact}. */
export type Ctx = {
  db: Queryable
  actor: Actor
  clock: Clock
  config: AppConfig
  galaxies: Galaxies
  /** What makes and runs regions, and which host this is. */
  drivers: RegionDrivers
  events: EventBus
  outbox: JobOutbox
  limits: Limits
  paypal: PayPal
  mail: MailPort
  secrets: Secrets
  /** Whose data was erased, outside every database. */
  erasures: ErasureList
  auditLogKeeper: AuditLogKeeper
  archive: Archive
  refusedRequests: RefusedRequestLog
  log: Logger
  /** Of the request that this belongs to, or that booked the job. */
  requestId?: string
  /** Set where reads are cached (`oncePerRequest`): every commit starts a new `since`. */
  reads?: { since: object } | undefined
}

/**
 * A context inside a transaction: all writes through it commit together or not at all. PayPal and the mail server cannot be
 * called from it, because a slow answer would hold a connection and locks.
 */
export type Tx = Ctx & {
  /** Start of the transaction, by the authoritative clock. */
  now: Date
  /** Writes audit entries in this transaction, one row each. */
  audit(...entries: AuditEntry[]): Promise<void>
  /** Notifies open pages after the commit. */
  publish(event: LiveEvent): void
  /** Enqueues a job in this transaction: once it commits, the job is certain to run. */
  enqueue(job: PendingJob): Promise<void>
  /** Runs `effect` after the commit. Only for things that may be lost, such as cache updates. */
  afterCommit(effect: () => void | Promise<void>): void
}

export type Trace = { requestId?: string | undefined; jobId?: string | undefined }

/** The same context with the ids of request and job in its log lines. */
export const traced = (ctx: Ctx, { requestId, jobId }: Trace = {}): Ctx => {
  if (requestId === undefined && jobId === undefined) return ctx
  const ids = { ...(requestId === undefined ? {} : { requestId }), ...(jobId === undefined ? {} : { jobId }) }
  return { ...ctx, log: ctx.log.child(ids), ...(requestId === undefined ? {} : { requestId }) }
}

export const isTx = (ctx: Ctx): ctx is Tx => 'enqueue' in ctx

/**
 * Runs `work` in one transaction and returns its result after the commit. Inside a transaction it joins that one, so
 * verbs can call verbs. Events and jobs go out after the commit; a failure before it leaves no trace.
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
      paypal: forbidInTransaction('PayPal', ctx.paypal),
      mail: forbidInTransaction('the mail server', ctx.mail),
      audit: (...entries) => insertAudit(db, ctx.actor, now, entries),
      publish: (event) => void events.push(event),
      enqueue: async (job) => {
        enqueued = true
        await ctx.outbox.write(db, job, now, ctx.requestId)
      },
      afterCommit: (effect) => void effects.push(effect),
    }
    const result = await work(tx)
    await ctx.events.publishInTransaction(db, events)
    return result
  })

  if (ctx.reads) ctx.reads.since = {}
  forgetSharedReadings(ctx)
  await ctx.events.publishAfterCommit(events)
  for (const effect of effects) await effect()
  if (enqueued) ctx.outbox.relaySoon()
  return value
}

/**
 * Runs an operation that is one statement, and so a transaction of its own: it has no begin and no commit to wait for.
 * Inside a running transaction it joins it. Its audit row is part of the statement.
 */
export async function runSingleStatement<T>(ctx: Ctx, statement: (db: Queryable) => Promise<T>): Promise<T> {
  const value = await statement(ctx.db)
  if (ctx.reads) ctx.reads.since = {}
  forgetSharedReadings(ctx)
  return value
}

const forbidInTransaction = <Port extends object>(what: string, outside: Port): Port =>
  new Proxy(outside, {
    get(port, name) {
      const value: unknown = Reflect.get(port, name)
      if (typeof value !== 'function') return value
      return () => Promise.reject(new Error(`${what} was called inside a transaction: ${String(name)}`))
    },
  })

/** Outside a transaction `db` is the pool, which can start one. */
function databaseOf(ctx: Ctx): Database {
  if (!('$client' in ctx.db)) throw new Error('transact was given a transaction that is not a Tx')
  return ctx.db
}

/** The same context with another actor: the platform inside a request, or a user inside setup. */
export const withActor = <C extends Ctx>(ctx: C, actor: Actor): C => ({ ...ctx, actor })
