import { eq } from 'drizzle-orm'
import { type Database } from '#db/client.ts'
import { galaxies as registry } from '#db/schema/platform/regions.ts'

/** A galaxy that moves is looked for at its old place for so long. */
const REMEMBERED_MS = 10_000

/** Where galaxies are served: the address of a process, or null for the platform's own ones. Remembered for some seconds. */
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
      const remembered = known.get(galaxyId)
      if (remembered && remembered.until > performance.now()) return remembered.endpoint
      const entry = { endpoint: read(galaxyId), until: performance.now() + REMEMBERED_MS }
      known.set(galaxyId, entry)
      entry.endpoint.catch(() => known.delete(galaxyId))
      return entry.endpoint
    },
    forget: (galaxyId: string) => void known.delete(galaxyId),
  }
}
