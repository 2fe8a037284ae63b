import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { type Logger } from 'pino'
import { isDatabaseUnavailable } from '#db/connections.ts'
import { StartRefusal } from '../start-refusal.ts'

/** Advisory locks of the platform database, one for each role that a process of an installation can have once. */
const LOCKS = { web: 2102_02, worker: 2102_03 } as const
export type HeldRole = keyof typeof LOCKS

/** How long a process that is being stopped may still hold its lock: longer than a shutdown takes. */
const LEAVING_MS = 12_000
const RETRY_MS = 500

/**
 * Holds the embedded database of a data folder for this process's roles, until the returned function is called or the process dies. A
 * second process on the same folder would do every job twice and stop the database under the first one. When the database dies, the lock
 * is taken again as soon as it is back. The returned function stops the database by what it is given, unless another process has it now;
 * the lock ends after it, so that nobody begins on a database that is about to stop.
 * @param onLost called when another process was faster then
 * @throws StartRefusal if another process holds it
 */
export async function holdDataDir(options: {
  url: string
  roles: readonly HeldRole[]
  log: Logger
  onLost: () => void
}): Promise<(stop?: () => Promise<void>) => Promise<void>> {
  const { url, roles, log, onLost } = options
  let client: pg.Client | null = null
  let isClosing = false
  let isLost = false

  const take = async (): Promise<boolean> => {
    const next = new pg.Client({ connectionString: url, application_name: 'data folder' })
    next.on('error', (error) => {
      if (!isClosing) log.warn({ err: error }, 'the data folder has lost its lock')
    })
    await next.connect()
    for (const role of roles) {
      const { rows } = await next.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [
        LOCKS[role],
      ])
      if (rows[0]?.held) continue
      await next.end()
      return false
    }
    client = next
    next.once('end', () => {
      if (!isClosing) void takeAgain()
    })
    return true
  }
  const takeWithin = async (): Promise<boolean> => {
    const until = Date.now() + LEAVING_MS
    for (;;) {
      // The process that is leaving stops the database; our own watch starts it again.
      const isTaken = await take().catch((error: unknown) => {
        if (!isDatabaseUnavailable(error) || Date.now() > until) throw error
        return null
      })
      if (isTaken) return true
      if (isTaken === false && Date.now() > until) return false
      await delay(RETRY_MS)
    }
  }
  const takeAgain = async () => {
    while (!isClosing) {
      try {
        if (await takeWithin()) return
        isLost = true
        return onLost()
      } catch {
        // The database is not back yet.
        await delay(RETRY_MS)
      }
    }
  }

  if (!(await takeWithin()))
    throw new StartRefusal(
      'The game is already running on this data folder. Stop it first, or give this one a folder of its own: DATA_DIR=…',
    )
  return async (stop = async () => undefined) => {
    isClosing = true
    if (!isLost) await stop()
    await client?.end().catch(() => undefined)
  }
}
