import { sql } from 'drizzle-orm'
import pg from 'pg'
import { type Logger } from 'pino'
import { liveEventSchema, type EventBus } from './event-bus.ts'
import { createListeners } from './listeners.ts'

const CHANNEL = 'sectorwars_events'
const RECONNECT_MS = 1_000

/** Live events over LISTEN/NOTIFY, which delivers a NOTIFY only if its transaction commits. */
export async function createPostgresEventBus(connectionString: string, log: Logger): Promise<EventBus> {
  const listeners = createListeners()
  let closed = false
  let client: pg.Client | null = null
  let retry: NodeJS.Timeout | null = null

  const connect = async () => {
    const next = new pg.Client({ connectionString, application_name: 'live-events', keepAlive: true })
    next.on('notification', (message) => {
      const parsed = liveEventSchema.safeParse(JSON.parse(message.payload ?? 'null'))
      if (parsed.success) listeners.notify(parsed.data)
    })
    const lost = () => {
      if (client !== next) return
      client = null
      connectLater()
    }
    next.on('error', lost)
    next.on('end', lost)
    await next.connect()
    await next.query(`listen ${CHANNEL}`)
    client = next
    if (closed) await next.end()
  }
  const connectLater = () => {
    if (!closed) retry = setTimeout(() => void connectAgain(), RECONNECT_MS)
  }
  const connectAgain = async () => {
    try {
      await connect()
      listeners.notifyGap()
    } catch (error) {
      log.warn({ err: error }, 'live events: no connection')
      connectLater()
    }
  }
  await connect()

  return {
    publishInTransaction: async (db, events) => {
      if (events.length === 0) return
      const payloads = events.map((event) => JSON.stringify(event))
      const all = sql`from unnest(${sql.param(payloads)}::text[]) payload`
      // Outside a transaction nothing is written but the event, which is not kept: its commit need not wait for the disk.
      await db.execute(
        '$client' in db
          ? sql`select set_config('synchronous_commit', 'off', true), pg_notify(${CHANNEL}, payload) ${all}`
          : sql`select pg_notify(${CHANNEL}, payload) ${all}`,
      )
    },
    publishAfterCommit: async () => undefined,
    subscribe: listeners.add,
    close: async () => {
      closed = true
      if (retry) clearTimeout(retry)
      await client?.end()
    },
  }
}
