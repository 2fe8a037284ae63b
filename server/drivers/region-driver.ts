import { type Resources, type RegionDriverName } from '../domain/deployments/deployment.ts'
import { type Seen } from '../domain/deployments/desired-state.ts'
import { type Manifest, type Snapshot } from '../archive/archive.ts'
import { type GalaxyAddress } from '../galaxies/galaxies.ts'

/** Which processes look after servers of regions: those of one host see each other's servers. */
export type DriverHost = {
  name: string
  /** Of this process: two that look after the same host take turns. */
  keeper: string
}

/** What a region has of its own: a server with these resources, or with null none. */
export type WantedServer = Resources | null

/** Sends calls of the region to the server at this address, with null to the platform's own processes. Committed when it returns. */
export type SwitchTo = (endpoint: string | null) => Promise<void>

/**
 * What makes regions and runs them. All verbs are idempotent: after a crash at any point the next call ends in the same state. Verbs that
 * begin or end servers act on this host alone.
 */
export interface RegionDriver {
  readonly name: RegionDriverName
  /** Makes the region's database, out of the template, and its role. */
  provision(galaxy: GalaxyAddress): Promise<void>
  /** What there is now. Changes nothing, but for what tells servers that somebody still looks after them. */
  observe(galaxy: GalaxyAddress, wanted: WantedServer): Promise<Omit<Seen, 'endpoint'>>
  /**
   * Brings the region's server to what is wanted: a new one is ready and has the calls before a former one is asked to end, which it does
   * once nobody sends it calls. With null every server ends. @throws when it does not get ready; the former one goes on then.
   */
  scale(
    galaxy: GalaxyAddress,
    wanted: WantedServer,
    at: { endpoint: string | null; switchTo: SwitchTo },
  ): Promise<{ hasStarted: boolean }>
  /** Ends the region's servers at once and lets its role out of the database. Nothing of it is lost. */
  suspend(galaxy: GalaxyAddress, at: { switchTo: SwitchTo }): Promise<void>
  /** Lets the region's role in again. */
  resume(galaxy: GalaxyAddress): Promise<void>
  /** Copies the region's database into the archive, without stopping anybody. */
  backup(galaxy: GalaxyAddress, archiveName: string): Promise<Snapshot>
  /** Makes a database of this name out of an archive, which the region's role may enter. The region's own is not touched. */
  restore(galaxy: GalaxyAddress, archiveName: string, databaseName: string): Promise<Manifest>
  /** Ends servers, and drops database and role for good. */
  terminate(galaxy: GalaxyAddress): Promise<void>
  /** Ends the servers of this host but those of these galaxies: strays, or all where the database ends with this process. */
  stopServers(keep: ReadonlySet<string>): Promise<void>
}

export type RegionDrivers = { host: DriverHost } & Record<RegionDriverName, RegionDriver>
