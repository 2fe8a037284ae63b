import { and, asc, eq, inArray, isNull, notExists } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { accountDeletions } from '#db/schema/platform/privacy.ts'
import { galaxies } from '#db/schema/platform/regions.ts'
import { custody } from '#db/schema/platform/travel.ts'
import { OPEN_CUSTODY } from '#server/domain/travel/landing.ts'
import { FORGOTTEN_MAX } from '#server/galaxy/api/privacy-calls.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'

/**
 * Lets every galaxy forget those who were erased and whom it may still know. One that does not answer is asked by the next sweep, and
 * whoever is between two galaxies once they have landed. @throws UNAVAILABLE
 */
export async function clearGalaxies(ctx: Ctx): Promise<void> {
  const underWay = ctx.db
    .select({ id: custody.id })
    .from(custody)
    .where(and(eq(custody.userId, accountDeletions.userId), inArray(custody.state, [...OPEN_CUSTODY])))
  for (;;) {
    const erased = await ctx.db
      .select({ id: accountDeletions.id, userId: users.id, callsign: users.callsign })
      .from(accountDeletions)
      .innerJoin(users, eq(users.id, accountDeletions.userId))
      .where(
        and(
          eq(accountDeletions.outcome, 'carried_out'),
          isNull(accountDeletions.clearedAt),
          notExists(underWay),
        ),
      )
      .orderBy(asc(accountDeletions.endedAt))
      .limit(FORGOTTEN_MAX)
    if (erased.length === 0) return
    const ready = await ctx.db.select({ id: galaxies.id }).from(galaxies).where(eq(galaxies.status, 'ready'))
    const pilots = erased.map(({ userId, callsign }) => ({ userId, callsign }))
    for (const { id } of ready) await galaxyClient(ctx, id, { transient: true }).forgetPilots({ pilots })
    await ctx.db
      .update(accountDeletions)
      .set({ clearedAt: await ctx.clock.now(ctx.db) })
      .where(
        inArray(
          accountDeletions.id,
          erased.map(({ id }) => id),
        ),
      )
    if (erased.length < FORGOTTEN_MAX) return
  }
}
