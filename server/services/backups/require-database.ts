import { eq } from 'drizzle-orm'
import { galaxies } from '#db/schema/platform/regions.ts'
import { type DatabaseRef } from '#server/archive/archive.ts'
import { notFound } from '#server/errors.ts'
import { type Ctx } from '../context.ts'

/** Where a database is. `galaxyId` null: the platform's own. @throws NOT_FOUND for a galaxy that is gone. */
export async function requireDatabase(ctx: Ctx, galaxyId: string | null): Promise<DatabaseRef> {
  if (galaxyId === null) return ctx.galaxies.platformDatabase()
  const [galaxy] = await ctx.db.select().from(galaxies).where(eq(galaxies.id, galaxyId))
  if (!galaxy || galaxy.status === 'dropped') throw notFound('This galaxy')
  return { kind: 'galaxy', location: galaxy.location, databaseName: galaxy.databaseName }
}
