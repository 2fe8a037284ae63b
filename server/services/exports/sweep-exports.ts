import { and, eq, lte } from 'drizzle-orm'
import { dataExports } from '#db/schema/platform/privacy.ts'
import { transact, type Ctx } from '../context.ts'
import { sweepEach } from '../sweep-each.ts'
import { makeExport } from './make-export.ts'

/** Exports that one sweep makes; the next goes on. */
const BATCH = 20

/** Makes the exports whose job got lost, and deletes those that expired. */
export async function sweepExports(ctx: Ctx): Promise<void> {
  const now = await ctx.clock.now(ctx.db)
  await transact(ctx, (tx) => tx.db.delete(dataExports).where(lte(dataExports.expiresAt, tx.now)))
  const due = await ctx.db
    .select({ exportId: dataExports.id })
    .from(dataExports)
    .where(and(eq(dataExports.state, 'queued'), lte(dataExports.dueAt, now)))
    .limit(BATCH)
  await sweepEach(ctx, due, (one) => makeExport(ctx, one))
}
