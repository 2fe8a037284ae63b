import { desc, eq, inArray } from 'drizzle-orm'
import { conservationAudits } from '#db/schema/platform/conservation.ts'
import { galaxies, regions } from '#db/schema/platform/regions.ts'
import { type AuditResult, type Difference } from '#server/domain/economy/conservation.ts'
import { type Ctx } from '../context.ts'

export type ConservationAudit = {
  id: string
  at: string
  result: AuditResult
  galaxies: number
  unreached: number
  differencesTotal: number
  /** The first of them, with the place's name; null between galaxies. */
  differences: (Omit<Difference, 'galaxyId'> & { place: string | null })[]
  durationMs: number
}

const SHOWN = 30

/** The last conservation audits, newest first. For administrators. */
export async function listConservationAudits(ctx: Ctx): Promise<ConservationAudit[]> {
  const rows = await ctx.db
    .select()
    .from(conservationAudits)
    .orderBy(desc(conservationAudits.at))
    .limit(SHOWN)
  const named = await placeNames(
    ctx,
    rows.flatMap(({ differences }) => differences),
  )
  return rows.map(({ until: _until, at, transit, unreached, differences, ...audit }) => ({
    ...audit,
    at: at.toISOString(),
    galaxies: transit.length,
    unreached: unreached.length,
    differences: differences.map(({ galaxyId, ...difference }) => ({
      ...difference,
      place: galaxyId === null ? null : (named.get(galaxyId) ?? galaxyId),
    })),
  }))
}

async function placeNames(ctx: Ctx, differences: readonly Difference[]): Promise<Map<string, string>> {
  const ids = [...new Set(differences.flatMap(({ galaxyId }) => galaxyId ?? []))]
  if (ids.length === 0) return new Map()
  const rows = await ctx.db
    .select({ id: galaxies.id, name: regions.displayName })
    .from(galaxies)
    .leftJoin(regions, eq(regions.galaxyId, galaxies.id))
    .where(inArray(galaxies.id, ids))
  return new Map(rows.map(({ id, name }) => [id, name ?? 'Central Nexus']))
}
