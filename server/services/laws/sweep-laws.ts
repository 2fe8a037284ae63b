import { and, eq, isNotNull, isNull, lte } from 'drizzle-orm'
import { laws, scheduledDecrees } from '#db/schema/platform/regions.ts'
import { type Ctx } from '../context.ts'
import { enactDecree } from './enact-decree.ts'
import { expireLaw } from './expire-law.ts'

/**
 * Expires laws and enacts decrees that are due, earliest first, because expiring restores the values from before that
 * law. One failure does not block the others.
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
    ...ending.map(({ id, at }) => ({ id, at, settle: () => expireLaw(ctx, { lawId: id }) })),
    ...coming.map(({ id, at }) => ({ id, at, settle: () => enactDecree(ctx, { decreeId: id }) })),
  ].sort((one, other) => Number(one.at) - Number(other.at))
  for (const { id, settle } of due) {
    try {
      await settle()
    } catch (error) {
      ctx.log.error({ err: error, id }, 'a law or decree could not be settled; will retry')
    }
  }
}
