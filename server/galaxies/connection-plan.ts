import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { type Queryable } from '#db/client.ts'
import { withClient } from '#db/connections.ts'
import { connectionsOf } from '../domain/deployments/deployment.ts'
import { StartRefusal } from '../start-refusal.ts'

/** Most connections from one process to one galaxy. */
export const CONNECTIONS_PER_GALAXY = 5
/** Connection limit of a galaxy's role: every process of the largest installation may connect at once. */
export const MAX_PROCESSES = 20
export const CONNECTIONS_PER_ROLE = MAX_PROCESSES * CONNECTIONS_PER_GALAXY

/** Connections of one process by purpose. With Redis there are none for limits, queue and events. */
const PLATFORM = 15
const LIMITS = 3
/** Three listen all the time, one for each queue; the others run single statements. */
const QUEUE = 9
const EVENTS = 1
/** Migrations and creating databases. */
const ADMIN = 2
/** With fewer, requests for different galaxies would queue up. */
export const MIN_FOR_GALAXIES = 10
const DEFAULT_MAX_FOR_GALAXIES = 120
/** Reserved for backups and people with psql. */
export const RESERVED = 5

export type ConnectionPlan = {
  platform: number
  limits: number
  queue: number
  events: number
  admin: number
  /** For all galaxies together. */
  galaxies: number
  /** All of the above: what one process may open. */
  total: number
}

/**
 * Divides the connections of a database server among the processes of an installation. @param usable what the server allows
 * ordinary users. @param galaxies from a setting. @throws StartRefusal when they do not fit.
 */
export function planConnections(options: {
  usable: number
  processes: number
  hasRedis: boolean
  galaxies?: number | undefined
  /** Those of servers that regions have of their own. */
  ofRegions?: number
}): ConnectionPlan {
  const { usable, processes, hasRedis, ofRegions = 0 } = options
  const fixed = {
    platform: PLATFORM,
    limits: hasRedis ? 0 : LIMITS,
    queue: hasRedis ? 0 : QUEUE,
    events: hasRedis ? 0 : EVENTS,
    admin: ADMIN,
  }
  const others = Object.values(fixed).reduce((sum, count) => sum + count, 0)
  const room = Math.floor((usable - RESERVED - ofRegions) / processes) - others
  const galaxies = options.galaxies ?? Math.min(room, DEFAULT_MAX_FOR_GALAXIES)
  const wanted = Math.max(galaxies, MIN_FOR_GALAXIES)
  if (wanted > room) {
    const needed = (others + wanted) * processes + RESERVED + ofRegions
    throw new StartRefusal(
      `The database server allows ${usable} connections, and this installation may need ${needed}: ` +
        `${processes} ${processes === 1 ? 'process' : 'processes'} (PROCESSES) of ${others} and ${wanted} for galaxies each, ` +
        `${ofRegions === 0 ? '' : `${ofRegions} for servers of regions, `}and ${RESERVED} for backups and people. Raise the server's max_connections, or lower GALAXY_CONNECTIONS or PROCESSES.`,
    )
  }
  return { ...fixed, galaxies: wanted, total: others + wanted }
}

const USABLE = sql`select name, setting from pg_settings
  where name in ('max_connections', 'superuser_reserved_connections', 'reserved_connections')`
const SERVERS = sql`select cpu from region_deployments where served_by = 'own'`

type Reader = Pick<Queryable, 'execute'>

/** Connections that the server allows ordinary users. */
export async function readUsable(db: Reader): Promise<number> {
  const { rows } = await db.execute<{ name: string; setting: string }>(USABLE)
  return rows.reduce(
    (sum, { name, setting }) => sum + (name === 'max_connections' ? 1 : -1) * Number(setting),
    0,
  )
}

/** What servers with so many processors each may open: a server that takes another's place is there beside it for a while. */
export function connectionsFor(cpus: readonly number[]): number {
  const each = cpus.map((cpu) => connectionsOf({ cpu, memoryGb: 0 }))
  return each.reduce((sum, one) => sum + one, 0) + Math.max(0, ...each)
}

const onClient = <T>(connectionString: string, read: (db: Reader) => Promise<T>): Promise<T> =>
  withClient({ connectionString, application_name: 'connection-plan' }, (client) => read(drizzle(client)))

export const usableConnections = (connectionString: string): Promise<number> =>
  onClient(connectionString, readUsable)

/** What servers of regions may open, as they are wanted now. */
export const connectionsOfRegions = (platformUrl: string): Promise<number> =>
  onClient(platformUrl, async (db) => {
    const { rows } = await db.execute<{ cpu: number }>(SERVERS)
    return connectionsFor(rows.map(({ cpu }) => cpu))
  })
