import { desc, eq, sql } from 'drizzle-orm'
import { backups } from '#db/schema/platform/backups.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { PLATFORM_REF, type BackupReason, type BackupStatus } from '#server/domain/backups/backup-kinds.ts'
import { type ListBackupsInput } from '#server/domain/backups/inputs.ts'
import { offsetOf, type Page } from '#server/domain/paging.ts'
import { type Ctx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'
import { NEXUS_REF } from '../space/place.ts'
import { isOf } from './queries.ts'
import { findSubject } from './require-subject.ts'

export type BackupView = {
  id: string
  /** `platform`, `nexus` or the region's name. */
  database: string
  displayName: string
  reason: BackupReason
  status: BackupStatus
  startedAt: string
  takenAt: string | null
  keptUntil: string
  bytes: number | null
  rows: number | null
  error: string | null
}

/** The catalogue, newest first; of one database if it is named, and none if there is no such database. For administrators and the platform's own command. @throws FORBIDDEN. */
export async function listBackups(
  ctx: Ctx,
  { database, ...paging }: ListBackupsInput,
): Promise<Page<BackupView>> {
  if (ctx.actor.kind !== 'system') requireAdmin(ctx)
  const subject = database === undefined ? undefined : await findSubject(ctx, database)
  const listed = subject === undefined ? undefined : subject === null ? sql`false` : isOf(subject.galaxyId)
  const rows = await ctx.db
    .select({
      row: backups,
      region: regions.name,
      regionDisplayName: regions.displayName,
    })
    .from(backups)
    .leftJoin(regions, eq(regions.galaxyId, backups.galaxyId))
    .where(listed)
    .orderBy(desc(backups.startedAt), desc(backups.id))
    .limit(paging.pageSize)
    .offset(offsetOf(paging))
  return {
    items: rows.map(({ row, region, regionDisplayName }) => ({
      id: row.id,
      database: row.kind === 'platform' ? PLATFORM_REF : (region ?? NEXUS_REF),
      displayName: row.kind === 'platform' ? 'Platform' : (regionDisplayName ?? 'Central Nexus'),
      reason: row.reason,
      status: row.status,
      startedAt: row.startedAt.toISOString(),
      takenAt: row.takenAt?.toISOString() ?? null,
      keptUntil: row.keptUntil.toISOString(),
      ...{ bytes: row.bytes, rows: row.rows, error: row.error },
    })),
    total: await ctx.db.$count(backups, listed),
    ...paging,
  }
}
