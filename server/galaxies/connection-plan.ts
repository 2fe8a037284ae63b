import { withClient } from '#db/connections.ts'
import { StartRefusal } from '../start-refusal.ts'

/** Connections that one process opens at most to one galaxy. */
export const CONNECTIONS_PER_GALAXY = 5
/** What a galaxy's role may open: every process of the largest installation may be there at once. */
export const MAX_PROCESSES = 20
export const CONNECTIONS_PER_ROLE = MAX_PROCESSES * CONNECTIONS_PER_GALAXY

/** Connections of one process, by what they are for. Redis takes the place of those for limits, queue and events. */
const PLATFORM = 15
const LIMITS = 3
/** Two of them listen all the time, one for each queue; the others hold a job's state for a statement at a time. */
const QUEUE = 8
const EVENTS = 1
/** Migrations and the making of databases, each on a connection of its own. */
const ADMIN = 2
/** With fewer, players of different galaxies wait for each other all the time. */
export const FEWEST_FOR_GALAXIES = 10
const MOST_FOR_GALAXIES_BY_DEFAULT = 120
/** Left to backups and people with psql. */
const LEFT_TO_OTHERS = 5

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
 * Shares the connections of a database server out among the processes of an installation. @param usable what the server allows
 * to ordinary users. @param galaxies what was asked for by a setting. @throws StartRefusal when they do not fit.
 */
export function planConnections(options: {
  usable: number
  processes: number
  hasRedis: boolean
  galaxies?: number | undefined
}): ConnectionPlan {
  const { usable, processes, hasRedis } = options
  const fixed = {
    platform: PLATFORM,
    limits: hasRedis ? 0 : LIMITS,
    queue: hasRedis ? 0 : QUEUE,
    events: hasRedis ? 0 : EVENTS,
    admin: ADMIN,
  }
  const others = Object.values(fixed).reduce((sum, count) => sum + count, 0)
  const room = Math.floor((usable - LEFT_TO_OTHERS) / processes) - others
  const galaxies = options.galaxies ?? Math.min(room, MOST_FOR_GALAXIES_BY_DEFAULT)
  const wanted = Math.max(galaxies, FEWEST_FOR_GALAXIES)
  if (wanted > room) {
    const needed = (others + wanted) * processes + LEFT_TO_OTHERS
    throw new StartRefusal(
      `The database server allows ${usable} connections, and this installation may need ${needed}: ` +
        `${processes} ${processes === 1 ? 'process' : 'processes'} (PROCESSES) of ${others} and ${wanted} for galaxies each, ` +
        `and ${LEFT_TO_OTHERS} for backups and people. Raise the server's max_connections, or lower GALAXY_CONNECTIONS or PROCESSES.`,
    )
  }
  return { ...fixed, galaxies: wanted, total: others + wanted }
}

/** What the server allows to users without special rights. */
export async function usableConnections(connectionString: string): Promise<number> {
  return withClient({ connectionString, application_name: 'connection-plan' }, async (client) => {
    const { rows } = await client.query<{ name: string; setting: string }>(
      `select name, setting from pg_settings
       where name in ('max_connections', 'superuser_reserved_connections', 'reserved_connections')`,
    )
    return rows.reduce(
      (sum, { name, setting }) => sum + (name === 'max_connections' ? 1 : -1) * Number(setting),
      0,
    )
  })
}
