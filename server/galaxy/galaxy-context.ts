import { randomUUID } from 'node:crypto'
import { type Logger } from 'pino'
import { type GalaxyPool, type GalaxyTransaction } from '#db/client.ts'
import { eventLog, galaxyOutbox } from '#db/schema/galaxy/presence.ts'
import { type Clock } from '../clock.ts'
import { type GalaxyMessage, type SentMessage } from '../domain/galaxy/galaxy-messages.ts'
import { postTransfer, type Transfer } from './post-transfer.ts'

/**
 * Everything that code which runs where a galaxy's database is may reach. A process that serves one galaxy has no platform
 * database: what only the platform knows comes as plain terms, and what the platform has to know goes by {@link GalaxyTx}.
 */
export type GalaxyCtx = {
  galaxyId: string
  db: GalaxyPool
  clock: Clock
  log: Logger
  /** Lives as long as the process: readings are remembered for it. */
  memory: object
}

export type GalaxyEvent = Pick<typeof eventLog.$inferInsert, 'kind' | 'userId' | 'sectorId' | 'detail'>

/** A galaxy's context within a transaction of its database: what is written through it happens together or not at all. */
export type GalaxyTx = Omit<GalaxyCtx, 'db'> & {
  db: GalaxyTransaction
  /** When the transaction began, by the clock that decides. */
  now: Date
  /** Books a transfer in the ledger; false when it was booked before. @throws CONFLICT (`insufficient-balance`). */
  post(transfer: Omit<Transfer, 'at'>): Promise<boolean>
  /** Writes to the galaxy's log what happened. */
  record(...events: GalaxyEvent[]): Promise<void>
  /** Tells the platform something, with the commit for certain and once. */
  toPlatform(message: GalaxyMessage): Promise<void>
  /** What was told so far: an answer that carries it along saves the platform the pull. */
  sent: SentMessage[]
}

/** Runs `work` in one transaction of the galaxy and returns its value once committed. */
export function transactInGalaxy<T>(galaxy: GalaxyCtx, work: (tx: GalaxyTx) => Promise<T>): Promise<T> {
  return galaxy.db.transaction(async (db) => {
    const now = await galaxy.clock.now(db)
    const sent: SentMessage[] = []
    return work({
      ...galaxy,
      db,
      now,
      post: (transfer) => postTransfer(db, { ...transfer, at: now }),
      record: async (...events) => {
        await db.insert(eventLog).values(events.map((event) => ({ ...event, at: now })))
      },
      toPlatform: async (message) => {
        const id = randomUUID()
        await db.insert(galaxyOutbox).values({ id, message, at: now })
        sent.push({ id, at: now.toISOString(), message })
      },
      sent,
    })
  })
}

/** Runs `read` on one snapshot, so that several queries cannot see two states of the galaxy. */
export const readGalaxy = <T>(galaxy: GalaxyCtx, read: (tx: GalaxyTransaction) => Promise<T>): Promise<T> =>
  galaxy.db.transaction(read, { isolationLevel: 'repeatable read', accessMode: 'read only' })
