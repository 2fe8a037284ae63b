import { desc, eq } from 'drizzle-orm'
import { backupDrills } from '#db/schema/platform/backups.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { offsetOf, type Page, type Paging } from '#server/domain/paging.ts'
import { type Ctx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'

export type DrillView = {
  id: string
  at: string
  displayName: string
  takenAt: string | null
  passed: boolean
  rows: number | null
  durationMs: number
  error: string | null
}

/** Drills, newest first. @throws FORBIDDEN. */
export async function listDrills(ctx: Ctx, paging: Paging): Promise<Page<DrillView>> {
  requireAdmin(ctx)
  const rows = await ctx.db
    .select({ drill: backupDrills, region: regions.displayName })
    .from(backupDrills)
    .leftJoin(regions, eq(regions.galaxyId, backupDrills.galaxyId))
    .orderBy(desc(backupDrills.at), desc(backupDrills.id))
    .limit(paging.pageSize)
    .offset(offsetOf(paging))
  return {
    items: rows.map(({ drill, region }) => ({
      ...{ id: drill.id, passed: drill.passed, rows: drill.rows, error: drill.error },
      at: drill.at.toISOString(),
      displayName: drill.kind === 'platform' ? 'Platform' : (region ?? 'A region that is gone'),
      takenAt: drill.takenAt?.toISOString() ?? null,
      durationMs: drill.durationMs,
    })),
    total: await ctx.db.$count(backupDrills),
    ...paging,
  }
}
