import { eq } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { type Ctx } from '../context.ts'
import { transferIdOf } from '#server/galaxies/transfer-id.ts'
import { galaxyOf } from '../galaxy/galaxy-of.ts'

/**
 * Pays a player's starting credits into their purse in the galaxy of the region that granted them. The transfer id is
 * derived from the player, so a repeat after a crash between the two databases pays nothing twice.
 */
export async function payStartingCredits(ctx: Ctx, { userId }: { userId: string }): Promise<void> {
  const [owed] = await ctx.db
    .select({
      amount: users.startingCredits,
      paidAt: users.startingCreditsPaidAt,
      galaxyId: regions.galaxyId,
    })
    .from(users)
    .innerJoin(regions, eq(regions.id, users.startingCreditsFrom))
    .where(eq(users.id, userId))
  // A region still being built pays later: the sweep retries.
  if (!owed || owed.paidAt !== null || owed.amount === null || owed.galaxyId === null) return
  await galaxyOf(ctx, owed.galaxyId).payStartingCredits({
    transferId: transferIdOf(`starting-credits ${userId}`),
    userId,
    amount: owed.amount,
  })
  const at = await ctx.clock.now(ctx.db)
  await ctx.db.update(users).set({ startingCreditsPaidAt: at }).where(eq(users.id, userId))
}
