import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import { regionArchives } from '#db/schema/platform/archives.ts'
import { galaxies } from '#db/schema/platform/regions.ts'
import { type DatabaseRef } from '#server/archive/archive.ts'
import { notFound } from '#server/errors.ts'
import { type Ctx } from '../context.ts'

/** Where a database is. `galaxyId` null: the platform's own. @throws NOT_FOUND for a galaxy that is gone, or that only its archive has. */
export async function requireDatabase(ctx: Ctx, galaxyId: string | null): Promise<DatabaseRef> {
  if (galaxyId === null) return ctx.galaxies.platformDatabase()
  const [galaxy] = await ctx.db.select().from(galaxies).where(eq(galaxies.id, galaxyId))
  if (!galaxy || galaxy.status === 'dropped' || (await isInArchive(ctx, galaxy.id)))
    throw notFound('This galaxy')
  return { kind: 'galaxy', location: galaxy.location, databaseName: galaxy.databaseName }
}

const isInArchive = async ({ db }: Pick<Ctx, 'db'>, galaxyId: string): Promise<boolean> =>
  (await db.$count(
    regionArchives,
    and(
      eq(regionArchives.galaxyId, galaxyId),
      isNull(regionArchives.endedAt),
      isNotNull(regionArchives.droppedAt),
    ),
  )) > 0
