import path from 'node:path'
import { type Logger } from 'pino'
import { withClient } from '#db/connections.ts'
import { type Env } from '../env.ts'
import { StartRefusal } from '../start-refusal.ts'
import { startEmbeddedPostgres } from './embedded-postgres.ts'

const DATABASE = 'sectorwars'
const MINIMUM_VERSION = 150_000

export type PlatformServer = {
  url: string
  /** Whether it ran before: then another process uses it too, and it is left running. */
  adopted: boolean
  stop(): Promise<void>
}

/** The PostgreSQL server of the platform: the one of DATABASE_URL, or our own. */
export async function openPlatformServer(env: Env, log: Logger): Promise<PlatformServer> {
  if (env.DATABASE_URL) {
    await checkServer(env.DATABASE_URL)
    return { url: env.DATABASE_URL, adopted: true, stop: async () => undefined }
  }
  const server = await startEmbeddedPostgres({
    dir: path.join(env.dataDir, 'postgres'),
    log: (message) => log.info(message),
  })
  if (server.adopted) log.info('adopted the database server of an earlier run')
  await createIfMissing(server.url('postgres'))
  return { url: server.url(DATABASE), adopted: server.adopted, stop: server.stop }
}

async function createIfMissing(maintenanceUrl: string) {
  await withClient({ connectionString: maintenanceUrl }, async (client) => {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE])
    if (!rowCount) await client.query(`create database ${DATABASE}`)
  })
}

/** Several addresses of one name fail with one error that has no words of its own. */
const whyOf = (cause: unknown): string =>
  cause instanceof AggregateError
    ? cause.errors.map(whyOf).join('; ')
    : cause instanceof Error
      ? cause.message
      : String(cause)

/** Each region is a database with its own role, so the user must be able to create both. */
async function checkServer(url: string) {
  const server = await withClient({ connectionString: url }, async (client) => {
    const { rows } = await client.query<{ version: number; createdb: boolean; createrole: boolean }>(
      `select current_setting('server_version_num')::int as version, rolcreatedb or rolsuper as createdb,
              rolcreaterole or rolsuper as createrole from pg_roles where rolname = current_user`,
    )
    return rows[0]
  }).catch((cause: unknown) => {
    throw new StartRefusal(`The PostgreSQL server of DATABASE_URL cannot be reached: ${whyOf(cause)}`, {
      cause,
    })
  })
  if (!server || server.version < MINIMUM_VERSION)
    throw new StartRefusal('DATABASE_URL must point to PostgreSQL 15 or newer.')
  if (!server.createdb || !server.createrole) {
    throw new StartRefusal(
      'The user of DATABASE_URL needs CREATEDB and CREATEROLE, because each region is a database.',
    )
  }
}
