import { type Logger } from 'pino'
import { ConnectionBudget } from '#db/connection-budget.ts'
import { openGalaxyDatabase, type GalaxyHandle, type GalaxyPool } from '#db/client.ts'
import { CONNECTIONS_PER_GALAXY } from './connection-plan.ts'
import { galaxyUnavailable } from './galaxy-unavailable.ts'

/** A pool without connections costs some kilobytes: so many are kept for when they are asked for again. */
const POOLS_KEPT = 500

type Opened = {
  handle: Promise<GalaxyHandle>
  /** How many pieces of work use it at present. */
  users: number
  /** Set once it is to be closed: called when nobody uses it any more. */
  whenUnused: (() => void) | null
}

export type GalaxyPools = {
  /**
   * Runs `work` on the galaxy's database. Its pool is not closed meanwhile, whatever else is asked for. `passing` work, such as
   * a sweep over all galaxies, leaves no connection behind where nobody else has one.
   */
  use<T>(
    galaxyId: string,
    work: (galaxy: GalaxyPool) => Promise<T>,
    options?: { passing?: boolean },
  ): Promise<T>
  /** Closes a galaxy's pool as soon as nobody uses it; who asks later gets a new one. */
  release(galaxyId: string): Promise<void>
  close(): Promise<void>
}

/** One pool for each galaxy that is in use, all out of one budget of connections. @param urlOf throws when there is no such galaxy. */
export function createGalaxyPools(options: {
  connections: number
  urlOf: (galaxyId: string) => Promise<string>
  log: Logger
}): GalaxyPools {
  const { urlOf, log } = options
  const budget = new ConnectionBudget({ limit: options.connections })
  /** The least recently used comes first. */
  const pools = new Map<string, Opened>()

  const open = (galaxyId: string): Opened => {
    const handle = urlOf(galaxyId).then((url) =>
      openGalaxyDatabase(url, {
        max: CONNECTIONS_PER_GALAXY,
        applicationName: `galaxy-${galaxyId.slice(0, 8)}`,
        onError: (error) => log.warn({ err: error, galaxyId }, 'galaxy connection lost'),
        shared: {
          budget,
          refusal: (cause) => {
            log.warn({ err: cause, galaxyId }, 'a galaxy cannot be reached')
            return galaxyUnavailable(cause)
          },
        },
      }),
    )
    const opened = { handle, users: 0, whenUnused: null }
    // A galaxy that is not there now may be there later.
    handle.catch(() => forget(galaxyId, opened))
    return opened
  }

  const forget = (galaxyId: string, opened: Opened) => {
    if (pools.get(galaxyId) === opened) pools.delete(galaxyId)
  }

  const closePool = async (galaxyId: string, opened: Opened): Promise<void> => {
    forget(galaxyId, opened)
    if (opened.users > 0) {
      const before = opened.whenUnused
      await new Promise<void>((resolve) => {
        opened.whenUnused = () => {
          before?.()
          resolve()
        }
      })
    }
    await opened.handle.then((handle) => handle.close()).catch(() => undefined)
  }

  const closeOldest = () => {
    for (const [galaxyId, opened] of pools) {
      if (pools.size <= POOLS_KEPT) return
      if (opened.users === 0) void closePool(galaxyId, opened)
    }
  }

  return {
    use: async (galaxyId, work, { passing = false } = {}) => {
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
          if (opened.whenUnused) opened.whenUnused()
          else if (passing && !known) void closePool(galaxyId, opened)
        }
      }
    },
    release: async (galaxyId) => {
      const opened = pools.get(galaxyId)
      if (opened) await closePool(galaxyId, opened)
    },
    close: async () => {
      await Promise.all([...pools].map(([galaxyId, opened]) => closePool(galaxyId, opened)))
    },
  }
}
