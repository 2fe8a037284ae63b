import { type DatabaseRef } from '../archive/archive.ts'
import { type Clock } from '../clock.ts'
import { type GalaxyReplacement } from './galaxy-replacement.ts'
import { type GalaxyApi } from '../galaxy/galaxy-api.ts'
import { type GalaxyPool } from '#db/client.ts'

/**
 * The only access to galaxies and their databases. A galaxy that another process serves is reached through the same
 * interface.
 */
export interface Galaxies {
  /** The API of a galaxy, wherever it is served. */
  apiFor(galaxyId: string, options: CallOptions): GalaxyApi
  /**
   * For building and generating galaxies only. Runs `work` on the galaxy's database under its own role; the handle is valid until `work` ends.
   * `transient` work, such as a sweep over all galaxies, keeps no pool open. @throws UNAVAILABLE when the galaxy is gone or no
   * connection is available.
   */
  withGalaxy<T>(
    galaxyId: string,
    work: (galaxy: GalaxyPool) => Promise<T>,
    options?: { transient?: boolean },
  ): Promise<T>
  /** Creates the database from the template if it does not exist. Safe to repeat after a crash at any point. */
  createDatabase(galaxy: GalaxyAddress): Promise<void>
  /** Creates the role, which owns nothing and may connect to this one database only. Safe to repeat. */
  createRole(galaxy: GalaxyAddress): Promise<void>
  /** Drops database and role. Safe to repeat. */
  drop(galaxy: GalaxyAddress): Promise<void>
  /** Where its database is, with the login of the galaxy's own role: for the process that serves it. @throws UNAVAILABLE. */
  databaseUrl(galaxyId: string): Promise<string>
  /** Closes the pool of one galaxy once it is idle, e.g. before the galaxy is moved. */
  release(galaxyId: string): Promise<void>
  /** Creates the template for this version and migrates all galaxies to it. */
  prepare(): Promise<void>
  /**
   * Migrates galaxies that are behind, for example because a process of the version before built them while it was replaced, and drops
   * the templates of other versions. Returns how many were behind.
   */
  bringUp(): Promise<number>
  /** Brings the database of one galaxy to the schema of this version, also of one that is closed. @throws when it is not there. */
  migrate(galaxy: GalaxyAddress): Promise<void>
  /** What puts a restored database in the place of a galaxy's. */
  replacement: GalaxyReplacement
  /** Where the platform's own database is, for its backups. */
  platformDatabase(): DatabaseRef
  /** Where new galaxies are created: a connection string without user, password and database. */
  homeLocation(): string
  close(): Promise<void>
}

/** `transient`: see `withGalaxy`. `clock` applies to galaxies that this process serves; another process has its own. */
export type CallOptions = { clock: Clock; transient?: boolean }

export type GalaxyAddress = { id: string; databaseName: string; location: string }

/** Opaque: every role can read the list of databases. */
export const databaseNameFor = (galaxyId: string): string => `sw_${galaxyId.replaceAll('-', '')}`
