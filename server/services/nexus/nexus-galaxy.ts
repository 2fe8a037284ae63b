import { and, eq, ne } from 'drizzle-orm'
import { galaxies } from '#db/schema/platform/regions.ts'
import { databaseNameFor } from '#server/galaxies/galaxies.ts'
import { transact, type Ctx } from '../context.ts'

type GalaxyRow = typeof galaxies.$inferSelect

export async function getNexusGalaxy(ctx: Ctx): Promise<GalaxyRow | null> {
  const [galaxy] = await ctx.db
    .select()
    .from(galaxies)
    .where(and(eq(galaxies.kind, 'nexus'), ne(galaxies.status, 'dropped')))
  return galaxy ?? null
}

/**
 * Returns the id of the Nexus' galaxy, created on first use: registry row, database from the template, role. Every
 * step can be repeated; a second process finds what the first created.
 */
export async function prepareNexusGalaxy(ctx: Ctx): Promise<string> {
  const galaxy = (await getNexusGalaxy(ctx)) ?? (await registerNexusGalaxy(ctx))
  if (galaxy.status === 'ready') return galaxy.id
  await ctx.galaxies.createDatabase(galaxy)
  await ctx.galaxies.createRole(galaxy)
  await ctx.db.update(galaxies).set({ status: 'ready' }).where(eq(galaxies.id, galaxy.id))
  return galaxy.id
}

async function registerNexusGalaxy(ctx: Ctx): Promise<GalaxyRow> {
  const id = crypto.randomUUID()
  await transact(ctx, (tx) =>
    tx.db
      .insert(galaxies)
      .values({
        id,
        kind: 'nexus',
        databaseName: databaseNameFor(id),
        location: tx.galaxies.homeLocation(),
        status: 'creating',
        createdAt: tx.now,
      })
      // The index galaxies_single_nexus lets only one of two concurrent processes insert.
      .onConflictDoNothing(),
  )
  const galaxy = await getNexusGalaxy(ctx)
  if (!galaxy) throw new Error('the galaxy of the Nexus was not registered')
  return galaxy
}
