import { randomUUID } from 'node:crypto'
import { type Logger } from 'pino'
import { type GalaxyPool, type GalaxyTransaction } from '#db/client.ts'
import { eventLog, galaxyOutbox } from '#db/schema/galaxy/presence.ts'
import { type Clock } from '../clock.ts'
import { type GalaxyMessage, type SentMessage } from '../domain/galaxy/galaxy-messages.ts'
import { postTransfer, type Transfer } from './post-transfer.ts'

/**
 * Everything that a galaxy's code can reach. A process that serves one galaxy has no platform database: what only the
 * platform knows is passed in with each call, and what the platform has to know is sent with {@link GalaxyTx.sendToPlatform}.
 */
export type GalaxyCtx = {
  galaxyId: string
  db: GalaxyPool
  clock: Clock
  log: Logger
  /** Caches last as long as this object: one per process. */
  cacheScope: object
}

export type GalaxyEvent = Pick<typeof eventLog.$inferInsert, 'kind' | 'userId' | 'sectorId' | 'detail'>

/** A galaxy's context within one transaction of its database. */
export type GalaxyTx = Omit<GalaxyCtx, 'db'> & {
  db: GalaxyTransaction
  /** Start of the transaction by the database's clock (in tests, the test's clock). */
  now: Date
  /** Posts a transfer to the ledger; false when it was posted before. @throws CONFLICT (`insufficient-balance`). */
  post(transfer: Omit<Transfer, 'at'>): Promise<boolean>
  /** Appends to the galaxy's event log. */
  logEvents(...events: GalaxyEvent[]): Promise<void>
  /** Sends a message to the platform if and when the transaction commits; it is applied exactly once. */
  sendToPlatform(message: GalaxyMessage): Promise<void>
  /** Sends the transaction's last statement, with the commit where the transaction can; nothing may follow. */
  last: <T>(send: () => Promise<T>) => Promise<T>
  /** Messages sent so far: returned with the answer, they need not be pulled. */
  sentMessages: SentMessage[]
}

/** Runs `work` in one transaction of the galaxy and returns its value once committed. */
export function transactInGalaxy<T>(galaxy: GalaxyCtx, work: (tx: GalaxyTx) => Promise<T>): Promise<T> {
  return galaxy.db.transaction(async (db) => work(openTx(galaxy, db, await galaxy.clock.now(db))))
}

/** The context of a transaction that has begun. */
export function openTx(
  galaxy: GalaxyCtx,
  db: GalaxyTransaction,
  now: Date,
  last: GalaxyTx['last'] = (send) => send(),
): GalaxyTx {
  const sentMessages: SentMessage[] = []
  return {
    ...galaxy,
    db,
    now,
    last,
    post: (transfer) => postTransfer(db, { ...transfer, at: now }),
    logEvents: async (...events) => {
      await db.insert(eventLog).values(events.map((event) => ({ ...event, at: now })))
    },
    sendToPlatform: async (message) => {
      const id = randomUUID()
      await db.insert(galaxyOutbox).values({ id, message, at: now })
      sentMessages.push({ id, at: now.toISOString(), message })
    },
    sentMessages,
  }
}

/** Runs `read` on one snapshot, so that several queries see the same state of the galaxy. */
export const readSnapshot = <T>(galaxy: GalaxyCtx, read: (tx: GalaxyTransaction) => Promise<T>): Promise<T> =>
  galaxy.db.transaction(read, { isolationLevel: 'repeatable read', accessMode: 'read only' })
