import { sql } from 'drizzle-orm'
import pg from 'pg'
import { type Logger } from 'pino'
import { liveEventSchema, type EventBus, type LiveEvent } from './event-bus.ts'

const CHANNEL = 'sectorwars_events'
const RECONNECT_MS = 1_000

/** Live events over LISTEN/NOTIFY: a NOTIFY is heard if and when its transaction commits. */
export async function createPostgresEventBus(connectionString: string, log: Logger): Promise<EventBus> {
  const listeners = new Set<(event: LiveEvent) => void>()
  let closed = false
  let client: pg.Client | null = null
  let retry: NodeJS.Timeout | null = null

  const connect = async () => {
    const next = new pg.Client({ connectionString, application_name: 'live-events', keepAlive: true })
    next.on('notification', (message) => {
      const parsed = liveEventSchema.safeParse(JSON.parse(message.payload ?? 'null'))
      if (parsed.success) for (const listener of listeners) listener(parsed.data)
    })
    const lost = () => {
      if (closed || client !== next) return
      client = null
      retry = setTimeout(
        () => connect().catch((error) => (log.warn({ err: error }, 'live events: no connection'), lost())),
        RECONNECT_MS,
      )
    }
    next.on('error', lost)
    next.on('end', lost)
    await next.connect()
    client = next
    await next.query(`listen ${CHANNEL}`)
  }
  await connect()

  return {
    publishInTransaction: async (db, events) => {
      if (events.length === 0) return
      const payloads = events.map((event) => JSON.stringify(event))
      await db.execute(
        sql`select pg_notify(${CHANNEL}, payload) from unnest(${sql.param(payloads)}::text[]) payload`,
      )
    },
    publishAfterCommit: async () => undefined,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: async () => {
      closed = true
      if (retry) clearTimeout(retry)
      await client?.end()
    },
  }
}
