import { type Clock } from '../clock.ts'
import { type GalaxyApi } from '../galaxy/galaxy-api.ts'
import { type GalaxyPool } from '#db/client.ts'

/**
 * The only door to a galaxy's database. A galaxy that another process or server holds is a second implementation of this
 * port, not a change in the game.
 */
export interface Galaxies {
  /** What the platform may ask of a galaxy, wherever it is served. */
  at(galaxyId: string, options: AskOptions): GalaxyApi
  /**
   * For who owns the database: building, rebuilding, generating. Runs `work` on the galaxy's own database under its own role. The handle is good until `work` ends, and not after.
   * `passing` work, such as a sweep over all galaxies, leaves no connection behind. @throws UNAVAILABLE when there is no such
   * galaxy any more, or while no connection can be had.
   */
  withGalaxy<T>(
    galaxyId: string,
    work: (galaxy: GalaxyPool) => Promise<T>,
    options?: { passing?: boolean },
  ): Promise<T>
  /** Makes the database from the template if it is not there. Safe to repeat after a crash at any point. */
  createDatabase(galaxy: GalaxyAddress): Promise<void>
  /** Makes the role that owns nothing and may connect to this one database only. Safe to repeat. */
  createRole(galaxy: GalaxyAddress): Promise<void>
  /** Removes database and role for ever. Safe to repeat. */
  drop(galaxy: GalaxyAddress): Promise<void>
  /** Where its database is, with the login of the galaxy's own role: for the process that serves it. @throws UNAVAILABLE. */
  databaseUrl(galaxyId: string): Promise<string>
  /** Closes the pool of one galaxy once nobody uses it, e.g. before it is moved. */
  release(galaxyId: string): Promise<void>
  /** Makes the template of this version and brings all galaxies to its schema. */
  prepare(): Promise<void>
  /** Where the next galaxy goes: a connection string without user, password and database. */
  homeLocation(): string
  close(): Promise<void>
}

/** `passing`: see `withGalaxy`. The clock decides where this process serves the galaxy; another process has its own. */
export type AskOptions = { clock: Clock; passing?: boolean }

export type GalaxyAddress = { id: string; databaseName: string; location: string }

/** Opaque: every role can read the list of databases. */
export const databaseNameFor = (galaxyId: string): string => `sw_${galaxyId.replaceAll('-', '')}`
