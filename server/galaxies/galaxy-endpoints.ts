import { eq } from 'drizzle-orm'
import { type Database } from '#db/client.ts'
import { galaxies as registry } from '#db/schema/platform/regions.ts'

/** How long after a move the old endpoint may still be called. */
const CACHED_MS = 10_000

/** Endpoints of galaxies: the address of a process, or null for those that the platform serves. Cached for seconds. */
export function createEndpoints(platform: Database) {
  const known = new Map<string, { endpoint: Promise<string | null>; until: number }>()
  const read = async (galaxyId: string): Promise<string | null> => {
    const [row] = await platform
      .select({ endpoint: registry.endpoint })
      .from(registry)
      .where(eq(registry.id, galaxyId))
    return row?.endpoint ?? null
  }
  return {
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
