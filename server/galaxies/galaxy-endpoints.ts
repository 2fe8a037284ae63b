import { eq } from 'drizzle-orm'
import { type Database } from '#db/client.ts'
import { regionDeployments } from '#db/schema/platform/deployments.ts'
import { galaxies as registry, regions } from '#db/schema/platform/regions.ts'
import { galaxySuspended } from './galaxy-unavailable.ts'

/** How long after a move the old endpoint may still be called. */
const CACHED_MS = 10_000

/** Endpoints of galaxies: the address of a process, or null for those that the platform serves. Cached for seconds. */
export function createEndpoints(platform: Database) {
  const known = new Map<string, { endpoint: Promise<string | null>; until: number }>()
  const read = async (galaxyId: string): Promise<string | null> => {
    const [row] = await platform
      .select({ endpoint: registry.endpoint, suspendedAt: regionDeployments.suspendedAt })
      .from(registry)
      .leftJoin(regions, eq(regions.galaxyId, registry.id))
      .leftJoin(regionDeployments, eq(regionDeployments.regionId, regions.id))
      .where(eq(registry.id, galaxyId))
    if (row?.suspendedAt) throw galaxySuspended()
    return row?.endpoint ?? null
  }
  return {
    /** @throws UNAVAILABLE `galaxy-suspended`; that is not cached, so that a resumed one answers at once. */
    endpointOf: (galaxyId: string): Promise<string | null> => {
      const cached = known.get(galaxyId)
      if (cached && cached.until > performance.now()) return cached.endpoint
      const entry = { endpoint: read(galaxyId), until: performance.now() + CACHED_MS }
      known.set(galaxyId, entry)
      entry.endpoint.catch(() => known.delete(galaxyId))
      return entry.endpoint
    },
    forget: (galaxyId: string) => void known.delete(galaxyId),
  }
}
