import { and, asc, isNull, lte } from 'drizzle-orm'
import { accountDeletions } from '#db/schema/platform/privacy.ts'
import { type Ctx } from '../context.ts'
import { sweepEach } from '../sweep-each.ts'
import { carryOutDeletion } from './carry-out-deletion.ts'
import { clearGalaxies } from './clear-galaxies.ts'

/** Deletions that one sweep carries out; the next goes on. */
const BATCH = 20

/** Carries out deletions that are due, and clears the galaxies of who is gone. */
export async function sweepPrivacy(ctx: Ctx): Promise<void> {
  const now = await ctx.clock.now(ctx.db)
  const leaving = await ctx.db
    .select({ userId: accountDeletions.userId })
    .from(accountDeletions)
    .where(and(isNull(accountDeletions.endedAt), lte(accountDeletions.dueAt, now)))
    .orderBy(asc(accountDeletions.dueAt))
    .limit(BATCH)
  await sweepEach(ctx, leaving, (one) => carryOutDeletion(ctx, one))
  await clearGalaxies(ctx)
}
