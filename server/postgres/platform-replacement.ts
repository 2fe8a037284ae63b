import { createHash } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { StartRefusal } from '../start-refusal.ts'
import { databaseOf, dropDatabase, onServer, withDatabase } from './databases.ts'

/** How long sessions may take to end. */
const LEAVING_MS = 20_000
const LEAVING_STEP_MS = 100
/** What processes of the game call their sessions (runtime, queue, live events). */
const SESSIONS_OF_THE_GAME = ['platform', 'jobs', 'limits', 'live-events']
/** PostgreSQL's code for a database that somebody uses. */
const IN_USE = '55006'
const RESTORE_LOCK = 2105

/** Puts another database in the place of the platform's. */
export interface PlatformReplacement {
  /** The database that is loaded beside; there is one for each platform. */
  next: string
  nextUrl: string
  /** How many sessions the game has on its database: while it runs nothing may be replaced. */
  countSessions(): Promise<number>
  /** In one transaction the platform's database gets the name `kept`, where nobody can connect to it, and `next` the platform's. */
  swap(kept: string): Promise<void>
  drop(): Promise<void>
  /** Runs the work while no other process does such work here. @throws StartRefusal. */
  alone<T>(work: () => Promise<T>): Promise<T>
}

export function createPlatformReplacement(platformUrl: string): PlatformReplacement {
  const server = withDatabase(platformUrl, 'postgres')
  const platform = databaseOf(platformUrl)
  const next = `sw_next_${createHash('sha256').update(platform).digest('hex').slice(0, 12)}`
  return {
    next,
    nextUrl: withDatabase(platformUrl, next),
    countSessions: () =>
      onServer(server, async (client) => {
        const { rows } = await client.query<{ sessions: number }>(
          'select count(*)::int as sessions from pg_stat_activity where datname = $1 and application_name = any ($2)',
          [platform, SESSIONS_OF_THE_GAME],
        )
        return rows[0]?.sessions ?? 0
      }),
    swap: (kept) =>
      onServer(server, async (client) => {
        const [live, scratch, old] = [platform, next, kept].map((name) => pg.escapeIdentifier(name))
        const wasThere = await isDatabase(client, platform)
        for (let waited = 0; ; waited += LEAVING_STEP_MS) {
          for (const name of [platform, next]) await endSessions(client, name)
          try {
            await client.query('begin')
            if (wasThere) {
              await revokeConnect(client, platform)
              await client.query(`alter database ${live} with allow_connections false`)
              await client.query(`alter database ${live} rename to ${old}`)
            }
            await client.query(`alter database ${scratch} rename to ${live}`)
            await client.query('commit')
            return
          } catch (error) {
            await client.query('rollback')
            // Somebody came back in between.
            if (!(error instanceof pg.DatabaseError) || error.code !== IN_USE || waited >= LEAVING_MS)
              throw error
            await delay(LEAVING_STEP_MS)
          }
        }
      }),
    drop: () => dropDatabase(platformUrl, next),
    alone: (work) =>
      onServer(server, async (client) => {
        // Released when the process dies.
        const { rows } = await client.query<{ isAlone: boolean }>(
          'select pg_try_advisory_lock($1, hashtext($2)) as "isAlone"',
          [RESTORE_LOCK, platform],
        )
        if (!rows[0]?.isAlone) throw new StartRefusal('The platform is being restored by another process.')
        return work()
      }),
  }
}

/** The application's role gets its rights on the new one at the next start, and none on the old one. */
async function revokeConnect(client: pg.Client, database: string): Promise<void> {
  const { rows } = await client.query<{ role: string }>(
    `select distinct r.rolname as role from pg_database d, aclexplode(d.datacl) a join pg_roles r on r.oid = a.grantee
      where d.datname = $1 and a.grantee <> d.datdba`,
    [database],
  )
  for (const { role } of rows)
    await client.query(
      `revoke all on database ${pg.escapeIdentifier(database)} from ${pg.escapeIdentifier(role)}`,
    )
}

async function isDatabase(client: pg.Client, name: string): Promise<boolean> {
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
  return (rowCount ?? 0) > 0
}

const endSessions = (client: pg.Client, database: string) =>
  client.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()',
    [database],
  )
