import { and, eq, inArray, isNull, lt, lte, or, sql } from 'drizzle-orm'
import { operations } from '#db/schema/platform/operations.ts'
import { galaxies } from '#db/schema/platform/regions.ts'
import { job } from '#jobs/outbox.ts'
import { restoreGalaxyJob } from '#jobs/backups/restore-galaxy.ts'
import { KEPT_DATABASE_DAYS, RESTORE_STUCK_MS, restoreNames } from '#server/domain/backups/restore-steps.ts'
import { DAY_MS } from '#server/domain/utc-day.ts'
import { getUnsettledRestore, settlePlatformRestore } from './settle-platform-restore.ts'
import { transact, type Ctx } from '../context.ts'
import { sweepEach } from '../sweep-each.ts'

/**
 * Queues restores again whose process died or whose next attempt is due, whatever happened to their jobs, and drops databases that were
 * replaced long enough ago. A restore that is still running is protected by its lock.
 */
export async function sweepRestores(ctx: Ctx): Promise<void> {
  const now = await ctx.clock.now(ctx.db)
  const silentBefore = new Date(now.getTime() - RESTORE_STUCK_MS)
  const due = await ctx.db
    .select({ operationId: operations.id })
    .from(operations)
    .where(
      and(
        eq(operations.kind, 'restore-galaxy'),
        inArray(operations.status, ['queued', 'running']),
        or(
          lte(operations.nextAttemptAt, now),
          and(isNull(operations.nextAttemptAt), lt(operations.updatedAt, silentBefore)),
        ),
      ),
    )
  await sweepEach(ctx, due, ({ operationId }) =>
    transact(ctx, (tx) => tx.enqueue(job(restoreGalaxyJob, { operationId }))),
  )
  const unsettled = await getUnsettledRestore(ctx)
  if (unsettled && unsettled.updatedAt < silentBefore) await settlePlatformRestore(ctx)
  await sweepEach(ctx, await keptTooLong(ctx, now), async ({ operationId, location }) => {
    const server = { location: location ?? ctx.galaxies.homeLocation() }
    await ctx.galaxies.replacement.drop(server, restoreNames(operationId).kept)
    await ctx.db.execute(
      sql`update operations set result = result || '{"keptDropped": true}' where id = ${operationId}`,
    )
  })
}

async function keptTooLong({ db }: Ctx, now: Date) {
  return (
    db
      .select({ operationId: operations.id, location: galaxies.location })
      .from(operations)
      // Of the platform there is none.
      .leftJoin(galaxies, sql`${galaxies.id}::text = ${operations.subjectId}`)
      .where(
        and(
          inArray(operations.kind, ['restore-galaxy', 'restore-platform']),
          eq(operations.status, 'succeeded'),
          lt(operations.finishedAt, new Date(now.getTime() - KEPT_DATABASE_DAYS * DAY_MS)),
          sql`not ${operations.result} ? 'keptDropped'`,
        ),
      )
  )
}
