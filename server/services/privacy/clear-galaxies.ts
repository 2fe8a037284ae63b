import { and, asc, eq, inArray, isNotNull, isNull, notExists } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { galaxies } from '#db/schema/platform/regions.ts'
import { custody } from '#db/schema/platform/travel.ts'
import { OPEN_CUSTODY } from '#server/domain/travel/landing.ts'
import { FORGOTTEN_MAX } from '#server/galaxy/api/privacy-calls.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'

/**
 * Lets every galaxy forget the names of accounts that were given up, erased or never confirmed: the callsign of the latter is somebody
 * else's soon. A galaxy that does not answer is asked by the next sweep, and whoever is between two galaxies once they have landed.
 * @throws UNAVAILABLE
 */
export async function clearGalaxies(ctx: Ctx): Promise<void> {
  const underWay = ctx.db
    .select({ id: custody.id })
    .from(custody)
    .where(and(eq(custody.userId, users.id), inArray(custody.state, [...OPEN_CUSTODY])))
  for (;;) {
    const pilots = await ctx.db
      .select({ userId: users.id, callsign: users.callsign })
      .from(users)
      .where(and(isNotNull(users.expiredAt), isNull(users.forgottenAt), notExists(underWay)))
      .orderBy(asc(users.expiredAt))
      .limit(FORGOTTEN_MAX)
    if (pilots.length === 0) return
    const ready = await ctx.db.select({ id: galaxies.id }).from(galaxies).where(eq(galaxies.status, 'ready'))
    for (const { id } of ready) await galaxyClient(ctx, id, { transient: true }).forgetPilots({ pilots })
    await ctx.db
      .update(users)
      .set({ forgottenAt: await ctx.clock.now(ctx.db) })
      .where(
        inArray(
          users.id,
          pilots.map(({ userId }) => userId),
        ),
      )
    if (pilots.length < FORGOTTEN_MAX) return
  }
}
