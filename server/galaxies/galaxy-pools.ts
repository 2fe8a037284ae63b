import { type Logger } from 'pino'
import { ConnectionBudget } from '#db/connection-budget.ts'
import { openGalaxyDatabase, type GalaxyHandle, type GalaxyPool } from '#db/client.ts'
import { type PoolUse } from '../metrics/telemetry.ts'
import { CONNECTIONS_PER_GALAXY } from './connection-plan.ts'
import { galaxyUnavailable } from './galaxy-unavailable.ts'

/** An idle pool without connections takes some kilobytes. */
const MAX_POOLS = 500

type Opened = {
  handle: Promise<GalaxyHandle>
  /** How many callers use it at present. */
  users: number
  /** Set when the pool is to be closed; called once its last user is done. */
  onIdle: (() => void) | null
}

export type GalaxyPools = {
  /**
   * Runs `work` on the galaxy's database; its pool stays open meanwhile. `transient` work, such as a sweep over all galaxies,
   * closes the pool afterwards unless somebody else uses it.
   */
  use<T>(
    galaxyId: string,
    work: (galaxy: GalaxyPool) => Promise<T>,
    options?: { transient?: boolean },
  ): Promise<T>
  /** Closes a galaxy's pool as soon as it is idle; later callers get a new one. */
  release(galaxyId: string): Promise<void>
  /** Connections of all pools together. */
  connections(): PoolUse
  close(): Promise<void>
}

/** One pool for each galaxy in use, all within one budget of connections. @param urlOf throws when the galaxy does not exist. */
export function createGalaxyPools(options: {
  connections: number
  urlOf: (galaxyId: string) => Promise<string>
  /** The password of a role at the moment, where it may change while a pool is open. */
  passwordOf?: ((role: string) => Promise<string>) | undefined
  log: Logger
}): GalaxyPools {
  const { urlOf, passwordOf, log } = options
  const budget = new ConnectionBudget({ limit: options.connections })
  /** The least recently used comes first. */
  const pools = new Map<string, Opened>()

  const open = (galaxyId: string): Opened => {
    const handle = urlOf(galaxyId).then((url) =>
      openGalaxyDatabase(url, {
        max: CONNECTIONS_PER_GALAXY,
        applicationName: `galaxy-${galaxyId.slice(0, 8)}`,
        password: passwordOf && (() => passwordOf(new URL(url).username)),
        onError: (error) => log.warn({ err: error, galaxyId }, 'galaxy connection lost'),
        shared: {
          budget,
          refusal: (cause) => {
            log.warn({ err: cause, galaxyId }, 'galaxy unreachable')
            return galaxyUnavailable(cause)
          },
        },
      }),
    )
    const opened = { handle, users: 0, onIdle: null }
    // Not cached: the galaxy may exist later.
    handle.catch(() => forget(galaxyId, opened))
    return opened
  }

  const forget = (galaxyId: string, opened: Opened) => {
    if (pools.get(galaxyId) === opened) pools.delete(galaxyId)
  }

  const closePool = async (galaxyId: string, opened: Opened): Promise<void> => {
    forget(galaxyId, opened)
    if (opened.users > 0) {
      const before = opened.onIdle
      await new Promise<void>((resolve) => {
        opened.onIdle = () => {
          before?.()
          resolve()
        }
      })
    }
    await opened.handle.then((handle) => handle.close()).catch(() => undefined)
  }

  const closeOldest = () => {
    for (const [galaxyId, opened] of pools) {
      if (pools.size <= MAX_POOLS) return
      if (opened.users === 0) void closePool(galaxyId, opened)
    }
  }

  return {
    use: async (galaxyId, work, { transient = false } = {}) => {
      const known = pools.get(galaxyId)
      const opened = known ?? open(galaxyId)
      pools.delete(galaxyId)
      pools.set(galaxyId, opened)
      opened.users += 1
      closeOldest()
      try {
        return await work((await opened.handle).db)
      } finally {
        opened.users -= 1
        if (opened.users === 0) {
          if (opened.onIdle) opened.onIdle()
          else if (transient && !known) void closePool(galaxyId, opened)
        }
      }
    },
    release: async (galaxyId) => {
      const opened = pools.get(galaxyId)
      if (opened) await closePool(galaxyId, opened)
    },
    connections: () => budget.use(),
    close: async () => {
      await Promise.all([...pools].map(([galaxyId, opened]) => closePool(galaxyId, opened)))
    },
  }
}
