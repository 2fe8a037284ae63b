import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { regionArchives } from '#db/schema/platform/archives.ts'
import { backups } from '#db/schema/platform/backups.ts'
import { operations } from '#db/schema/platform/operations.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { offsetOf, type Page, type Paging } from '#server/domain/paging.ts'
import {
  archiveLabel,
  returnLabel,
  terminationLabel,
  type ARCHIVE_OUTCOMES,
} from '#server/domain/regions/archive-steps.ts'
import { type RegionStatus } from '#server/domain/regions/region-status.ts'
import { type Ctx } from '../context.ts'
import { getRegionSubscription } from '../lifecycle/region-subscription.ts'
import { OPEN_OPERATION } from '../operations/operation-rows.ts'
import { requireAdmin } from '../require-actor.ts'
import { ARCHIVE_OPERATIONS, type ArchiveOperation } from './archive-operations.ts'

export type ArchiveView = {
  id: string
  region: { name: string; displayName: string; status: RegionStatus }
  frozenAt: string
  provedAt: string | null
  droppedAt: string | null
  /** When it is erased unless somebody pays; null once it is over. */
  keptUntil: string | null
  /** As stored; null before it is made and once it is erased. */
  bytes: number | null
  endedAt: string | null
  outcome: (typeof ARCHIVE_OUTCOMES)[number] | null
  nameRestsUntil: string | null
  /** What is under way with it. */
  underWay: { taskId: string; step: string; progress: number; error: string | null; attempts: number } | null
}

const LABEL_OF: Record<ArchiveOperation, (step: string) => string> = {
  'archive-region': archiveLabel,
  'return-region': returnLabel,
  'terminate-region': terminationLabel,
}

/** Archives of regions, those that are not over first, then the newest. For administrators. @throws FORBIDDEN. */
export async function listArchives(ctx: Ctx, paging: Paging): Promise<Page<ArchiveView>> {
  requireAdmin(ctx)
  const rows = await ctx.db
    .select({ archive: regionArchives, region: regions, bytes: backups.bytes })
    .from(regionArchives)
    .innerJoin(regions, eq(regions.id, regionArchives.regionId))
    .leftJoin(backups, eq(backups.id, regionArchives.backupId))
    .orderBy(
      sql`${regionArchives.endedAt} is not null`,
      desc(regionArchives.frozenAt),
      desc(regionArchives.id),
    )
    .limit(paging.pageSize)
    .offset(offsetOf(paging))
  const items = []
  for (const row of rows) items.push(await viewOf(ctx, row))
  return { items, total: await ctx.db.$count(regionArchives), ...paging }
}

async function viewOf(
  ctx: Ctx,
  row: {
    archive: typeof regionArchives.$inferSelect
    region: typeof regions.$inferSelect
    bytes: number | null
  },
): Promise<ArchiveView> {
  const { archive, region, bytes } = row
  const { id, frozenAt, provedAt, droppedAt, endedAt, outcome } = archive
  const isOpen = endedAt === null
  const state = isOpen ? (await getRegionSubscription(ctx.db, region.id))?.state : null
  const { name, displayName, status, nameRestsUntil } = region
  return {
    ...{ id, bytes, outcome, region: { name, displayName, status } },
    frozenAt: frozenAt.toISOString(),
    provedAt: provedAt?.toISOString() ?? null,
    droppedAt: droppedAt?.toISOString() ?? null,
    keptUntil: state?.timetable?.archiveUntil.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
    nameRestsUntil: nameRestsUntil?.toISOString() ?? null,
    underWay: isOpen ? await getUnderWay(ctx, region.id) : null,
  }
}

async function getUnderWay({ db }: Ctx, regionId: string): Promise<ArchiveView['underWay']> {
  const [operation] = await db
    .select()
    .from(operations)
    .where(
      and(
        eq(operations.subjectId, regionId),
        inArray(operations.kind, [...ARCHIVE_OPERATIONS]),
        inArray(operations.status, [...OPEN_OPERATION]),
      ),
    )
    .orderBy(desc(operations.createdAt))
    .limit(1)
  const kind = ARCHIVE_OPERATIONS.find((one) => one === operation?.kind)
  if (!operation || !kind) return null
  const { id: taskId, step, progress, error, attempts } = operation
  return { taskId, step: LABEL_OF[kind](step), progress, error, attempts }
}
