import { and, asc, eq, inArray, isNotNull, isNull, lt, lte, notExists, or, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { regionArchives } from '#db/schema/platform/archives.ts'
import { subscriptions } from '#db/schema/platform/billing.ts'
import { operations } from '#db/schema/platform/operations.ts'
import { galaxies, regions } from '#db/schema/platform/regions.ts'
import { ARCHIVE_JOBS } from '#jobs/archives/archive-jobs.ts'
import { job } from '#jobs/outbox.ts'
import { ARCHIVE_STUCK_MS } from '#server/domain/regions/archive-steps.ts'
import { READABLE_STATUSES } from '#server/domain/regions/region-status.ts'
import { transact, type Ctx } from '../context.ts'
import { ARCHIVE_OPERATIONS, isArchiveOperation } from './archive-operations.ts'
import { followSubscription } from '../lifecycle/follow-subscription.ts'
import { OPEN_OPERATION } from '../operations/operation-rows.ts'
import { sweepEach } from '../sweep-each.ts'
import { warnOfTheEnd } from './warn-of-the-end.ts'

const BATCH = 200

/**
 * Lets regions follow their subscriptions whose galaxies are not where these want them, and queues again what was left by a dead process or
 * whose next attempt is due, whatever happened to its job. Warns of ends that are near.
 */
export async function sweepArchives(ctx: Ctx): Promise<void> {
  await sweepEach(ctx, [...(await findLeft(ctx)), ...(await findShut(ctx))], ({ regionId }) =>
    transact(ctx, (tx) => followSubscription(tx, regionId)),
  )
  const now = await ctx.clock.now(ctx.db)
  const silentBefore = new Date(now.getTime() - ARCHIVE_STUCK_MS)
  const due = await ctx.db
    .select({ operationId: operations.id, kind: operations.kind })
    .from(operations)
    .where(
      and(
        inArray(operations.kind, [...ARCHIVE_OPERATIONS]),
        inArray(operations.status, [...OPEN_OPERATION]),
        or(
          lte(operations.nextAttemptAt, now),
          and(isNull(operations.nextAttemptAt), lt(operations.updatedAt, silentBefore)),
        ),
      ),
    )
  await sweepEach(ctx, due, async ({ operationId, kind }) => {
    if (isArchiveOperation(kind))
      await transact(ctx, (tx) => tx.enqueue(job(ARCHIVE_JOBS[kind], { operationId })))
  })
  await warnOfTheEnd(ctx)
}

const underWay = ({ db }: Ctx) =>
  db
    .select({ id: operations.id })
    .from(operations)
    .where(
      and(
        sql`${operations.subjectId} = ${regions.id}::text`,
        inArray(operations.kind, [...ARCHIVE_OPERATIONS]),
        inArray(operations.status, [...OPEN_OPERATION]),
      ),
    )

/** Open regions whose galaxies are in the archive, with nothing under way: a version that knew no archives let them follow a payment at once. */
const findShut = (ctx: Ctx): Promise<{ regionId: string }[]> =>
  ctx.db
    .select({ regionId: regions.id })
    .from(regions)
    .innerJoin(galaxies, and(eq(galaxies.id, regions.galaxyId), eq(galaxies.status, 'archived')))
    .where(and(inArray(regions.status, READABLE_STATUSES), notExists(underWay(ctx))))
    .orderBy(asc(regions.id))
    .limit(BATCH)

/** Archived regions with nothing under way that are not in the archive yet, or whose time is over. */
function findLeft(ctx: Ctx): Promise<{ regionId: string }[]> {
  const { db } = ctx
  const inArchive = db
    .select({ id: regionArchives.id })
    .from(regionArchives)
    .where(
      and(
        eq(regionArchives.regionId, regions.id),
        isNull(regionArchives.endedAt),
        isNotNull(regionArchives.droppedAt),
      ),
    )
  const ended = alias(subscriptions, 'ended')
  const isOver = db
    .select({ id: ended.id })
    .from(ended)
    .where(and(eq(ended.regionId, regions.id), eq(ended.status, 'terminated')))
  return db
    .select({ regionId: regions.id })
    .from(regions)
    .where(
      and(
        eq(regions.status, 'archived'),
        isNotNull(regions.galaxyId),
        notExists(underWay(ctx)),
        or(notExists(inArchive), sql`exists ${isOver}`),
      ),
    )
    .orderBy(asc(regions.id))
    .limit(BATCH)
}
