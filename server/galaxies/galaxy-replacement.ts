import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { type Logger } from 'pino'
import { openGalaxyDatabase } from '#db/client.ts'
import { type Clock } from '../clock.ts'
import { createGalaxyApi, type GalaxyApi } from '../galaxy/galaxy-api.ts'
import { GALAXY_HANDLERS } from '../galaxy/galaxy-handlers.ts'
import { dropDatabase, onServer, withDatabase, withLogin } from '../postgres/databases.ts'
import { copyNames } from './copy-names.ts'
import { type GalaxyAddress } from './galaxies.ts'

/** How long those who were in may take to be gone. */
const LEAVING_MS = 20_000
const LEAVING_STEP_MS = 100
const CONNECTIONS = 2
/** Databases that restores and drills make (domain/backups/restore-steps, copy-names). */
const BESIDE = /^sw_(next|kept|drill)_/

export type ReplacementOptions = {
  /** Of the owner of all databases. */
  ownerUrl: string
  /** The name of the platform's database: installations on one server leave each other's copies alone. */
  installation: string
  /** The connection string of a galaxy's role for a database of this name. */
  roleUrl: (galaxy: GalaxyAddress, databaseName: string) => string
  /** Gives the galaxies' roles their rights on its tables. */
  grantTables: (client: pg.Client) => Promise<void>
  log: Logger
}

/**
 * Puts another database in the place of a galaxy's. Its name and its role stay, so that whoever serves the galaxy finds the new one. Every
 * step may be repeated.
 */
export interface GalaxyReplacement {
  /** Lets the galaxy's role out of its database and ends its connections: from now on nothing in it changes. */
  close(galaxy: GalaxyAddress): Promise<void>
  /** Lets the galaxy's role into its database. */
  open(galaxy: GalaxyAddress): Promise<void>
  /** Whether the galaxy's role is let into its database. */
  access(galaxy: GalaxyAddress): Promise<'open' | 'closed' | 'absent'>
  /** Gives the galaxy's role its rights in a database that is to become the galaxy's. */
  admit(galaxy: GalaxyAddress, databaseName: string): Promise<void>
  /** The API on a database that is not the galaxy's, or is closed: as the galaxy's role, or as the owner. */
  withApi<T>(
    galaxy: GalaxyAddress,
    database: { name: string; as: 'role' | 'owner' },
    work: (apiAt: (clock: Clock) => GalaxyApi) => Promise<T>,
  ): Promise<T>
  /** In one transaction the galaxy's database gets the name `kept`, and `next` the galaxy's. */
  swap(galaxy: GalaxyAddress, names: { next: string; kept: string }): Promise<void>
  exists(galaxy: GalaxyAddress, databaseName: string): Promise<boolean>
  /** Drops the galaxy's database; its role stays. For one that is closed and that an archive has. */
  remove(galaxy: GalaxyAddress): Promise<void>
  /** Drops a database that was loaded beside a galaxy, or replaced. @throws for every other one. */
  drop(server: Pick<GalaxyAddress, 'location'>, databaseName: string): Promise<void>
  /** A name, used once, for a database that a backup is loaded into to be read. */
  newCopyName(now: Date): string
  /** Drops such databases that were begun before and that nobody is connected to: their processes died. Returns how many. */
  dropLeftCopies(server: Pick<GalaxyAddress, 'location'>, before: Date): Promise<number>
}

export function createGalaxyReplacement(options: ReplacementOptions): GalaxyReplacement {
  const { ownerUrl, installation, roleUrl, grantTables, log } = options
  const copies = copyNames(installation)
  const serverOf = ({ location }: Pick<GalaxyAddress, 'location'>) =>
    withDatabase(withLogin(location, ownerUrl), 'postgres')
  const urlOf = ({ location }: GalaxyAddress, name: string) =>
    withDatabase(withLogin(location, ownerUrl), name)

  const exists = (galaxy: GalaxyAddress, databaseName: string) =>
    onServer(serverOf(galaxy), (client) => isDatabase(client, databaseName))

  return {
    exists,
    drop: async ({ location }, databaseName) => {
      if (!BESIDE.test(databaseName)) throw new Error(`${databaseName} is no database of a restore`)
      await dropDatabase(withLogin(location, ownerUrl), databaseName)
    },
    newCopyName: copies.newName,
    dropLeftCopies: async (server, before) => {
      const idle = await onServer(serverOf(server), findIdleCopies)
      const left = idle.filter((name) => copies.isOlder(name, before))
      for (const name of left) await dropDatabase(withLogin(server.location, ownerUrl), name)
      if (left.length > 0) log.warn({ databases: left }, 'dropped copies that processes had left')
      return left.length
    },
    remove: ({ location, databaseName }) => dropDatabase(withLogin(location, ownerUrl), databaseName),
    close: (galaxy) =>
      onServer(serverOf(galaxy), async (client) => {
        const name = pg.escapeIdentifier(galaxy.databaseName)
        await client.query(`revoke connect on database ${name} from ${name}`)
        await endConnections(client, galaxy.databaseName, galaxy.databaseName)
      }),
    open: (galaxy) =>
      onServer(serverOf(galaxy), async (client) => {
        const name = pg.escapeIdentifier(galaxy.databaseName)
        await client.query(`grant connect on database ${name} to ${name}`)
      }),
    access: (galaxy) =>
      onServer(serverOf(galaxy), async (client) => {
        const { rows } = await client.query<{ open: boolean }>(
          `select has_database_privilege(r.oid, d.oid, 'connect') as open
             from pg_database d, pg_roles r where d.datname = $1 and r.rolname = $1`,
          [galaxy.databaseName],
        )
        const [found] = rows
        return found ? (found.open ? 'open' : 'closed') : 'absent'
      }),
    admit: async (galaxy, databaseName) => {
      await onServer(urlOf(galaxy, databaseName), grantTables)
      await onServer(serverOf(galaxy), async (client) => {
        const [name, role] = [databaseName, galaxy.databaseName].map((one) => pg.escapeIdentifier(one))
        await client.query(`revoke all on database ${name} from public`)
        await client.query(`grant connect on database ${name} to ${role}`)
      })
    },
    withApi: async (galaxy, { name, as }, work) => {
      const url = as === 'role' ? roleUrl(galaxy, name) : urlOf(galaxy, name)
      const { db, close } = openGalaxyDatabase(url, { max: CONNECTIONS, applicationName: 'restore' })
      const cacheScope = {}
      try {
        return await work((clock) =>
          createGalaxyApi((call, input) =>
            GALAXY_HANDLERS[call]({ galaxyId: galaxy.id, db, clock, log, cacheScope }, input),
          ),
        )
      } finally {
        await close()
      }
    },
    swap: (galaxy, { next, kept }) =>
      onServer(serverOf(galaxy), async (client) => {
        if (!(await isDatabase(client, next))) return
        const [live, scratch, old] = [galaxy.databaseName, next, kept].map((one) => pg.escapeIdentifier(one))
        await endConnections(client, galaxy.databaseName, null)
        await endConnections(client, next, null)
        const wasThere = await isDatabase(client, galaxy.databaseName)
        await client.query('begin')
        if (wasThere) await client.query(`alter database ${live} rename to ${old}`)
        await client.query(`alter database ${scratch} rename to ${live}`)
        await client.query('commit')
      }),
  }
}

export async function isDatabase(client: pg.Client, name: string): Promise<boolean> {
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
  return (rowCount ?? 0) > 0
}

/** Those of this owner that nobody is connected to. */
async function findIdleCopies(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select datname as name from pg_database d where datname like 'sw\\_drill\\_%'
        and datdba = (select oid from pg_roles where rolname = current_user)
        and not exists (select from pg_stat_activity a where a.datid = d.oid)`,
  )
  return rows.map(({ name }) => name)
}

/** Ends the connections of a role, or of everybody, and waits until they are gone. */
async function endConnections(client: pg.Client, database: string, role: string | null): Promise<void> {
  // Who may make roles may end their sessions only as a member.
  if (role !== null)
    await client.query(`grant ${pg.escapeIdentifier(role)} to current_user`).catch(() => undefined)
  const others =
    'from pg_stat_activity where datname = $1 and pid <> pg_backend_pid() and ($2::text is null or usename = $2)'
  for (let waited = 0; ; waited += LEAVING_STEP_MS) {
    const { rowCount } = await client.query(`select pg_terminate_backend(pid) ${others}`, [database, role])
    if (rowCount === 0) return
    if (waited >= LEAVING_MS) throw new Error(`the connections to ${database} do not end`)
    await delay(LEAVING_STEP_MS)
  }
}
