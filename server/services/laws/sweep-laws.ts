import { and, eq, isNotNull, isNull, lte } from 'drizzle-orm'
import { laws, scheduledDecrees } from '#db/schema/platform/regions.ts'
import { type Ctx } from '../context.ts'
import { sweepEach } from '../sweep-each.ts'
import { enactDecree } from './enact-decree.ts'
import { expireLaw } from './expire-law.ts'

/**
 * Expires laws and enacts decrees that are due, earliest first, because expiring restores the values from before that
 * law.
 */
export async function sweepLaws(ctx: Ctx): Promise<void> {
  const now = await ctx.clock.now(ctx.db)
  const ending = await ctx.db
    .select({ id: laws.id, at: laws.expiresAt })
    .from(laws)
    .where(and(isNotNull(laws.expiresAt), isNull(laws.expiredAt), lte(laws.expiresAt, now)))
  const coming = await ctx.db
    .select({ id: scheduledDecrees.id, at: scheduledDecrees.effectiveAt })
    .from(scheduledDecrees)
    .where(and(eq(scheduledDecrees.status, 'scheduled'), lte(scheduledDecrees.effectiveAt, now)))
  const due = [
    ...ending.map(({ id, at }) => ({ lawId: id, at })),
    ...coming.map(({ id, at }) => ({ decreeId: id, at })),
  ].sort((one, other) => Number(one.at) - Number(other.at))
  await sweepEach(ctx, due, (item) => ('lawId' in item ? expireLaw(ctx, item) : enactDecree(ctx, item)))
}
