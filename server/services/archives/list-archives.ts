import { and, asc, desc, eq, exists, inArray, isNull, notExists, sql } from 'drizzle-orm'
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
import { type ArchiveRow } from './archive-rows.ts'
import { ARCHIVE_OPERATIONS, isArchiveOperation, type ArchiveOperation } from './archive-operations.ts'

export type ArchiveView = {
  /** Of the archive, or of the region before there is one. */
  id: string
  region: { name: string; displayName: string; status: RegionStatus }
  /** Null before its galaxy is frozen. */
  frozenAt: string | null
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

/**
 * Archives of regions: what is under way without one yet, those that are not over, then the newest. For administrators. @throws FORBIDDEN.
 */
export async function listArchives(ctx: Ctx, paging: Paging): Promise<Page<ArchiveView>> {
  requireAdmin(ctx)
  const first = offsetOf(paging)
  const beginning = await findBeginning(ctx)
  const shown = beginning.slice(first, first + paging.pageSize)
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
    .limit(paging.pageSize - shown.length)
    .offset(Math.max(0, first - beginning.length))
  const all: Row[] = [...shown.map((region) => ({ archive: null, region, bytes: null })), ...rows]
  const openIds = all.flatMap(({ archive, region }) => (archive?.endedAt ? [] : [region.id]))
  const [states, underWay] = [await getRegionSubscriptions(ctx.db, openIds), await getUnderWay(ctx, openIds)]
  const items = all.map((row) => viewOf(row, states.get(row.region.id)?.state, underWay.get(row.region.id)))
  const total = beginning.length + (await ctx.db.$count(regionArchives))
  return { items, total, ...paging }
}

type Row = {
  archive: ArchiveRow | null
  region: typeof regions.$inferSelect
  bytes: number | null
}

/** Regions with something under way whose galaxies are not frozen yet: few, and a freeze that fails would be seen nowhere else. */
function findBeginning({ db }: Ctx): Promise<Row['region'][]> {
  const frozen = db
    .select({ id: regionArchives.id })
    .from(regionArchives)
    .where(and(eq(regionArchives.regionId, regions.id), isNull(regionArchives.endedAt)))
  const underWay = db
    .select({ id: operations.id })
    .from(operations)
    .where(and(sql`${operations.subjectId} = ${regions.id}::text`, isUnderWay))
  return db
    .select()
    .from(regions)
    .where(and(exists(underWay), notExists(frozen)))
    .orderBy(asc(regions.statusChangedAt), asc(regions.id))
}

const isUnderWay = and(
  inArray(operations.kind, [...ARCHIVE_OPERATIONS]),
  inArray(operations.status, [...OPEN_OPERATION]),
)

function viewOf(
  { archive, region, bytes }: Row,
  state: SubscriptionState | undefined,
  underWay: ArchiveView['underWay'] | undefined,
): ArchiveView {
  const { provedAt, droppedAt, endedAt = null, outcome = null }: Partial<ArchiveRow> = archive ?? {}
  const { name, displayName, status, nameRestsUntil } = region
  const isOpen = endedAt === null
  return {
    ...{ id: archive?.id ?? region.id, bytes, outcome, region: { name, displayName, status } },
    frozenAt: archive?.frozenAt.toISOString() ?? null,
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
    .where(and(inArray(operations.subjectId, [...regionIds]), isUnderWay))
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
