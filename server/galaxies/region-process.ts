import { type Hono } from 'hono'
import { type Logger } from 'pino'
import { openGalaxyDatabase } from '#db/client.ts'
import { databaseClock } from '../clock.ts'
import { serveGalaxy } from './serve-galaxy.ts'

export type RegionSettings = { galaxyId: string; databaseUrl: string; token: string; connections: number }

/** A process with `ROLES=region`: serves one galaxy's database over HTTP. It has no platform database. */
export function createRegionProcess(
  { galaxyId, databaseUrl, token, connections }: RegionSettings,
  log: Logger,
): { app: Hono; close(): Promise<void> } {
  const database = openGalaxyDatabase(databaseUrl, {
    max: connections,
    applicationName: `region-${galaxyId.slice(0, 8)}`,
    onError: (error) => log.warn({ err: error }, 'galaxy connection lost'),
  })
  const galaxy = { galaxyId, db: database.db, clock: databaseClock, log, cacheScope: {} }
  return { app: serveGalaxy({ galaxy, token }), close: () => database.close() }
}
