import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { and, eq, isNull, ne, or } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { type Logger } from 'pino'
import { type Database, type GalaxyPool } from '#db/client.ts'
import { addPartitions, LOGS } from '#db/log-partitions.ts'
import { migrateDatabase } from '#db/migrate.ts'
import { galaxies as registry } from '#db/schema/platform/regions.ts'
import { type DatabaseRef } from '../archive/archive.ts'
import { settleSecret } from '../auth/app-secret.ts'
import { type Secrets } from '../auth/secrets.ts'
import { isGameError } from '../errors.ts'
import { type Telemetry } from '../metrics/telemetry.ts'
import { createGalaxyApi, type CallInput, type CallOutput, type GalaxyCall } from '../galaxy/galaxy-api.ts'
import { GALAXY_HANDLERS } from '../galaxy/galaxy-handlers.ts'
import {
  databaseOf,
  onServer,
  restrictToOwner,
  withDatabase,
  withLogin,
  withoutLogin,
} from '../postgres/databases.ts'
import { CONNECTIONS_PER_ROLE } from './connection-plan.ts'
import { createEndpoints } from './galaxy-endpoints.ts'
import { remoteGalaxy } from './remote-galaxy.ts'
import { timeCall } from './time-call.ts'
import { createGalaxyReplacement, isDatabase } from './galaxy-replacement.ts'
import { shutOut } from '../postgres/shut-out.ts'
import { updateServerAddress } from './update-server-address.ts'
import { createGalaxyPools } from './galaxy-pools.ts'
import { galaxyUnavailable, unavailableIn } from './galaxy-unavailable.ts'
import { type CallOptions, type Galaxies, type GalaxyAddress } from './galaxies.ts'

/** Has the rights on galaxies' tables. Each galaxy's role is a member and may connect to its own database only. */
const GROUP_ROLE = 'sectorwars_galaxy'
const TEMPLATE_LOCK = 2103
/** PostgreSQL's codes for a database that does not exist, and for one that somebody uses. */
const GONE = '3D000'
const IN_USE = '55006'

export type LocalGalaxiesOptions = {
  platformUrl: string
  platform: Database
  secrets: Secrets
  /** Folder of the project, where the migrations are. */
  root: string
  log: Logger
  /** Runs before an update changes a galaxy's tables. */
  beforeUpdate?: (galaxyId: string, database: DatabaseRef) => Promise<void>
  /** How many connections all galaxies may have together. */
  connections?: number
  /** Counts calls and connections. */
  telemetry?: Telemetry
}

/** Galaxies as databases of the platform's own PostgreSQL server. */
export function createLocalGalaxies(options: LocalGalaxiesOptions): Galaxies {
  const { platformUrl, platform, secrets, root, log, beforeUpdate, connections = 50, telemetry } = options

  const closedDatabases = ['postgres', 'template1', databaseOf(platformUrl)]
  const adminUrl = (database: string) => withDatabase(platformUrl, database)

  const urlOf = async (galaxyId: string): Promise<string> => {
    const [galaxy] = await platform.select().from(registry).where(eq(registry.id, galaxyId))
    // Others are closed to their role, or gone.
    if (galaxy?.status !== 'creating' && galaxy?.status !== 'ready') throw galaxyUnavailable()
    return roleUrl(galaxy.location, galaxy.databaseName, secrets.galaxyRolePassword(galaxy.databaseName))
  }
  /** While the secret is exchanged, as it is in this moment. */
  const currentPassword = async (role: string): Promise<string> => {
    await settleSecret(platform, secrets)
    return secrets.galaxyRolePassword(role)
  }
  const pools = createGalaxyPools({
    ...{ connections, urlOf, log },
    passwordOf: secrets.isRotating ? currentPassword : undefined,
  })
  telemetry?.watchPool('galaxies', pools.connections)
  const cacheScope = {}
  const endpoints = createEndpoints(platform)

  const callGalaxy = <Name extends GalaxyCall>(
    galaxyId: string,
    options: CallOptions,
    name: Name,
    input: CallInput<Name>,
  ): Promise<CallOutput<Name>> => {
    const answer = answerOf(galaxyId, options, name, input)
    return telemetry ? timeCall(telemetry, { galaxy: galaxyId, call: name }, answer) : answer
  }

  const answerOf = async <Name extends GalaxyCall>(
    galaxyId: string,
    { clock, transient = false }: CallOptions,
    name: Name,
    input: CallInput<Name>,
  ): Promise<CallOutput<Name>> => {
    const endpoint = await endpoints.endpointOf(galaxyId)
    if (endpoint !== null) {
      const token = secrets.galaxyToken(galaxyId)
      try {
        return await remoteGalaxy({ galaxyId, endpoint, token, log, cacheScope })[name](input)
      } catch (error) {
        // It may be served elsewhere by now.
        if (isGameError(error) && error.code === 'UNAVAILABLE') endpoints.forget(galaxyId)
        throw error
      }
    }
    const run = (db: GalaxyPool) => GALAXY_HANDLERS[name]({ galaxyId, db, clock, log, cacheScope }, input)
    try {
      return await pools.use(galaxyId, run, { transient })
    } catch (error) {
      throw unavailableIn(error) ?? error
    }
  }

  const prepare = async () => {
    await withTemplates(async (client, template) => {
      await ensureGroupRole(client)
      await shutOut(client, closedDatabases, log)
      await ensureTemplate(client, template)
    })
    await updateServerAddress(platform, withoutLogin(platformUrl))
    await migrateGalaxies()
  }

  /** Works on the templates alone. Advisory locks are per database: all installations on a server share its maintenance database. */
  const withTemplates = async <T>(work: (client: pg.Client, template: string) => Promise<T>): Promise<T> => {
    const template = await templateName(root)
    return onServer(adminUrl('postgres'), async (client) => {
      await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK])
      return work(client, template)
    })
  }

  const ensureTemplate = async (client: pg.Client, template: string) => {
    const { rows } = await client.query<{ ready: boolean }>(
      'select datistemplate and not datallowconn as ready from pg_database where datname = $1',
      [template],
    )
    if (rows[0]?.ready) return
    // Left incomplete by a crash: start over.
    if (rows[0]) await client.query(`drop database ${template} with (force)`)
    await client.query(`create database ${template} allow_connections false`)
    await restrictToOwner(client, template)
    await migrateGalaxy(adminUrl(template))
    await client.query(`alter database ${template} with is_template true allow_connections false`)
  }

  const migrateGalaxy = async (url: string, beforeChange?: () => Promise<void>) => {
    await migrateDatabase(url, 'galaxy', root, { beforeChange })
    await onServer(url, grantTables)
  }

  /** Those of another schema only: an ordinary start must not visit every region. */
  const migrateGalaxies = async () => {
    const schema = await templateName(root)
    const isBehind = or(isNull(registry.schema), ne(registry.schema, schema))
    const behind = await platform
      .select()
      .from(registry)
      .where(and(eq(registry.status, 'ready'), isBehind))
    for (const galaxy of behind) {
      const { id, location, databaseName } = galaxy
      try {
        await migrateGalaxy(withDatabase(withLogin(location, platformUrl), databaseName), async () =>
          beforeUpdate?.(id, { kind: 'galaxy', location, databaseName }),
        )
      } catch (error) {
        // One that waits to be restored from a backup keeps nothing else from starting.
        if (!(error instanceof pg.DatabaseError) || error.code !== GONE) throw error
        log.error({ galaxyId: id }, 'the database of a galaxy is lost')
        continue
      }
      await platform.update(registry).set({ schema }).where(eq(registry.id, galaxy.id))
    }
    return behind.length
  }

  /** A template is made again where it is missed, so one too many may go. */
  const dropOldTemplates = () =>
    withTemplates(async (client, template) => {
      const { rows } = await client.query<{ name: string }>(
        `select datname as name from pg_database where datname like 'sw\\_template\\_%' and datname <> $1
            and datdba = (select oid from pg_roles where rolname = current_user)`,
        [template],
      )
      for (const { name } of rows) {
        try {
          await client.query(`alter database ${name} with is_template false`)
          await client.query(`drop database ${name}`)
          log.info({ template: name }, 'dropped the template of another version')
        } catch (error) {
          if (!(error instanceof pg.DatabaseError) || ![GONE, IN_USE].includes(error.code ?? '')) throw error
        }
      }
    })

  const createDatabase = async (galaxy: GalaxyAddress) => {
    const template = await templateName(root)
    const isThere = await onServer(platformUrl, async (client) => {
      const name = pg.escapeIdentifier(galaxy.databaseName)
      const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [
        galaxy.databaseName,
      ])
      const create = () =>
        client.query(`create database ${name} template ${template} allow_connections false`)
      if (!rowCount)
        await create().catch(async (error: unknown) => {
          // A newer version took it for an old one.
          if (!(error instanceof pg.DatabaseError) || error.code !== GONE) throw error
          await withTemplates(ensureTemplate)
          await create()
        })
      await restrictToOwner(client, name)
      return Boolean(rowCount)
    })
    // A build may have started before an update.
    if (isThere) await migrateGalaxy(adminUrl(galaxy.databaseName))
    // The template may be months old.
    else
      await onServer(adminUrl(galaxy.databaseName), async (client) => {
        for (const log of LOGS.galaxy) await addPartitions(drizzle(client), log, new Date())
      })
    // A process of another version may be building while this one is replaced: the next sweep looks.
    await platform.update(registry).set({ schema: template }).where(eq(registry.id, galaxy.id))
  }

  const createRole = async (galaxy: GalaxyAddress) => {
    await onServer(platformUrl, async (client) => {
      const name = pg.escapeIdentifier(galaxy.databaseName)
      const password = pg.escapeLiteral(await currentPassword(galaxy.databaseName))
      const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [
        galaxy.databaseName,
      ])
      const verb = rowCount ? 'alter' : 'create'
      await client.query(
        `${verb} role ${name} login password ${password} connection limit ${CONNECTIONS_PER_ROLE}`,
      )
      await client.query(`grant ${GROUP_ROLE} to ${name}`)
      // Of one that is in the archive there is none.
      if (await isDatabase(client, galaxy.databaseName))
        await client.query(`grant connect on database ${name} to ${name}`)
      await shutOut(client, closedDatabases, null)
    })
  }

  const drop = async (galaxy: GalaxyAddress) => {
    await pools.release(galaxy.id)
    await onServer(withDatabase(withLogin(galaxy.location, platformUrl), 'postgres'), async (client) => {
      const name = pg.escapeIdentifier(galaxy.databaseName)
      await client.query(`drop database if exists ${name} with (force)`)
      await client.query(`drop role if exists ${name}`)
    })
  }

  return {
    apiFor: (galaxyId, options) =>
      createGalaxyApi((name, input) => callGalaxy(galaxyId, options, name, input)),
    withGalaxy: pools.use,
    createDatabase,
    createRole,
    databaseUrl: urlOf,
    drop,
    release: (galaxyId) => {
      endpoints.forget(galaxyId)
      return pools.release(galaxyId)
    },
    prepare,
    bringUp: async () => {
      const brought = await migrateGalaxies()
      await dropOldTemplates()
      return brought
    },
    migrate: async ({ id, location, databaseName }) => {
      await migrateGalaxy(withDatabase(withLogin(location, platformUrl), databaseName))
      await platform
        .update(registry)
        .set({ schema: await templateName(root) })
        .where(eq(registry.id, id))
    },
    replacement: createGalaxyReplacement({
      ownerUrl: platformUrl,
      installation: databaseOf(platformUrl),
      roleUrl: ({ location, databaseName }, database) =>
        withDatabase(roleUrl(location, databaseName, secrets.galaxyRolePassword(databaseName)), database),
      ...{ grantTables, log },
    }),
    platformDatabase: () => ({
      kind: 'platform',
      location: withoutLogin(platformUrl),
      databaseName: databaseOf(platformUrl),
    }),
    homeLocation: () => withoutLogin(platformUrl),
    close: pools.close,
  }
}

/** Named by a hash of the migrations: a new schema gets a new template. */
async function templateName(root: string): Promise<string> {
  const folder = path.join(root, 'db/migrations/galaxy')
  const hash = createHash('sha256')
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort())
    hash.update(file).update(await readFile(path.join(folder, file)))
  return `sw_template_${hash.digest('hex').slice(0, 12)}`
}

async function ensureGroupRole(client: pg.Client) {
  const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [GROUP_ROLE])
  if (!rowCount) await client.query(`create role ${GROUP_ROLE} nologin`)
}

async function grantTables(client: pg.Client) {
  await client.query('revoke create on schema public from public')
  await client.query(`grant usage on schema public to ${GROUP_ROLE}`)
  await client.query(`grant select, insert, update, delete on all tables in schema public to ${GROUP_ROLE}`)
  await client.query(`grant usage, select on all sequences in schema public to ${GROUP_ROLE}`)
  await client.query(
    `grant execute on function add_log_partition(text, timestamptz), drop_log_partitions(text, timestamptz) to ${GROUP_ROLE}`,
  )
}

const roleUrl = (location: string, name: string, password: string) => {
  const url = new URL(location)
  url.username = name
  url.password = password
  url.pathname = `/${name}`
  return url.toString()
}
