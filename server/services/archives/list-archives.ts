import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import { regionArchives } from '#db/schema/platform/archives.ts'
import { backups } from '#db/schema/platform/backups.ts'
import { operations } from '#db/schema/platform/operations.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { type SubscriptionState } from '#server/domain/billing/subscription.ts'
import { offsetOf, type Page, type Paging } from '#server/domain/paging.ts'
import {
  archiveLabel,
  returnLabel,
  terminationLabel,
  type ARCHIVE_OUTCOMES,
} from '#server/domain/regions/archive-steps.ts'
import { type RegionStatus } from '#server/domain/regions/region-status.ts'
import { type Ctx } from '../context.ts'
import { getRegionSubscriptions } from '../lifecycle/region-subscription.ts'
import { OPEN_OPERATION } from '../operations/operation-rows.ts'
import { requireAdmin } from '../require-actor.ts'
import { ARCHIVE_OPERATIONS, isArchiveOperation, type ArchiveOperation } from './archive-operations.ts'

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
  const openIds = rows.flatMap(({ archive, region }) => (archive.endedAt === null ? [region.id] : []))
  const [states, underWay] = [await getRegionSubscriptions(ctx.db, openIds), await getUnderWay(ctx, openIds)]
  const items = rows.map((row) => viewOf(row, states.get(row.region.id)?.state, underWay.get(row.region.id)))
  return { items, total: await ctx.db.$count(regionArchives), ...paging }
}

function viewOf(
  {
    archive,
    region,
    bytes,
  }: {
    archive: typeof regionArchives.$inferSelect
    region: typeof regions.$inferSelect
    bytes: number | null
  },
  state: SubscriptionState | undefined,
  underWay: ArchiveView['underWay'] | undefined,
): ArchiveView {
  const { id, frozenAt, provedAt, droppedAt, endedAt, outcome } = archive
  const { name, displayName, status, nameRestsUntil } = region
  const isOpen = endedAt === null
  return {
    ...{ id, bytes, outcome, region: { name, displayName, status } },
    frozenAt: frozenAt.toISOString(),
    provedAt: provedAt?.toISOString() ?? null,
    droppedAt: droppedAt?.toISOString() ?? null,
    keptUntil: isOpen ? (state?.timetable?.archiveUntil.toISOString() ?? null) : null,
    endedAt: endedAt?.toISOString() ?? null,
    nameRestsUntil: nameRestsUntil?.toISOString() ?? null,
    underWay: isOpen ? (underWay ?? null) : null,
  }
}

/** What is under way with the archives of these regions, by region. */
async function getUnderWay(
  { db }: Ctx,
  regionIds: readonly string[],
): Promise<Map<string, ArchiveView['underWay']>> {
  const rows = await db
    .select()
    .from(operations)
    .where(
      and(
        inArray(operations.subjectId, [...regionIds]),
        inArray(operations.kind, [...ARCHIVE_OPERATIONS]),
        inArray(operations.status, [...OPEN_OPERATION]),
      ),
    )
    // The newest is written last.
    .orderBy(asc(operations.createdAt))
  return new Map(
    rows.map(({ id, kind, subjectId, step, progress, error, attempts }) => [
      subjectId,
      {
        ...{ taskId: id, progress, error, attempts },
        step: isArchiveOperation(kind) ? LABEL_OF[kind](step) : step,
      },
    ]),
  )
}
