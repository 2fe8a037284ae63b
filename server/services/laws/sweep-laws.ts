import { and, asc, isNotNull, isNull, lte } from 'drizzle-orm'
import { laws } from '#db/schema/platform/regions.ts'
import { type Ctx } from '../context.ts'
import { expireLaw } from './expire-law.ts'

/** Ends every law whose time is over, the earliest first. One that fails keeps no other waiting. */
export async function sweepLaws(ctx: Ctx): Promise<void> {
  const due = await ctx.db
    .select({ lawId: laws.id })
    .from(laws)
    .where(
      and(
        isNotNull(laws.expiresAt),
        isNull(laws.expiredAt),
        lte(laws.expiresAt, await ctx.clock.now(ctx.db)),
      ),
    )
    .orderBy(asc(laws.expiresAt), asc(laws.number))
  for (const { lawId } of due) {
    try {
      await expireLaw(ctx, { lawId })
    } catch (error) {
      ctx.log.error({ err: error, lawId }, 'a law did not expire; the next sweep tries again')
    }
  }
}
