import { and, asc, eq, isNull, lte } from 'drizzle-orm'
import { accountDeletions, dataExports } from '#db/schema/platform/privacy.ts'
import { transact, type Ctx } from '../context.ts'
import { sweepEach } from '../sweep-each.ts'
import { carryOutDeletion } from './carry-out-deletion.ts'
import { clearGalaxies } from './clear-galaxies.ts'
import { makeExport } from './make-export.ts'

/** Exports and deletions that one sweep carries out; the next goes on. */
const BATCH = 20

/** Carries out deletions that are due, makes the exports whose job got lost, and deletes those that expired. */
export async function sweepPrivacy(ctx: Ctx): Promise<void> {
  const now = await ctx.clock.now(ctx.db)
  await transact(ctx, (tx) => tx.db.delete(dataExports).where(lte(dataExports.expiresAt, tx.now)))
  const due = await ctx.db
    .select({ exportId: dataExports.id })
    .from(dataExports)
    .where(and(eq(dataExports.state, 'queued'), lte(dataExports.dueAt, now)))
    .limit(BATCH)
  await sweepEach(ctx, due, (one) => makeExport(ctx, one))
  const leaving = await ctx.db
    .select({ userId: accountDeletions.userId })
    .from(accountDeletions)
    .where(and(isNull(accountDeletions.endedAt), lte(accountDeletions.dueAt, now)))
    .orderBy(asc(accountDeletions.dueAt))
    .limit(BATCH)
  await sweepEach(ctx, leaving, (one) => carryOutDeletion(ctx, one))
  await clearGalaxies(ctx)
}
