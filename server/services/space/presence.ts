import { and, eq, sql } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { prepared } from '#db/prepared.ts'
import { whereabouts } from '#db/schema/platform/travel.ts'
import { MINTED_PER_NEWCOMER } from '#server/domain/economy/starting-credits.ts'
import { type PilotRef, type Traveller } from '#server/galaxy/api/pilot-terms.ts'
import { notPresent } from '#server/galaxy/not-present.ts'
import { type Ctx } from '../context.ts'
import { requireNotTravelling } from '../custody/under-way.ts'
import { collectMessagesOf } from '../galaxy/collect-messages.ts'
import { requireUser, type UserActor } from '../require-actor.ts'
import { type Place } from './place.ts'

export type WhereaboutsRow = typeof whereabouts.$inferSelect

/** The galaxy that a player is in; null before they have begun. */
export async function getWhereabouts(db: Queryable, userId: string): Promise<WhereaboutsRow | null> {
  const [row] = await whereaboutsOf(db).execute({ userId })
  return row ?? null
}

const whereaboutsOf = prepared((db) =>
  db
    .select()
    .from(whereabouts)
    .where(eq(whereabouts.userId, sql.placeholder('userId')))
    .prepare('whereabouts'),
)

/**
 * The galaxy that a player is in; null before they have begun. Who should have arrived by now has.
 * @throws CONFLICT `travelling` while they are under way.
 */
export async function getPresence(ctx: Ctx, userId: string): Promise<WhereaboutsRow | null> {
  const known = await getWhereabouts(ctx.db, userId)
  if (known?.state !== 'travelling') return known
  await requireNotTravelling(ctx, userId)
  return getWhereabouts(ctx.db, userId)
}

/** The galaxy that the player is in. @throws UNAUTHORIZED, CONFLICT `not-present` before they have begun, `travelling`. */
export async function requirePresence(ctx: Ctx): Promise<WhereaboutsRow> {
  const present = await getPresence(ctx, requireUser(ctx).userId)
  if (!present) throw notPresent()
  return present
}

/**
 * For a galaxy that does not know a pilot who should be there: if they have left and the platform has not heard of it yet, it hears
 * now. @throws CONFLICT `travelling` then.
 */
export async function hearOfDeparture(ctx: Ctx, { userId, galaxyId }: WhereaboutsRow): Promise<void> {
  await collectMessagesOf(ctx, galaxyId)
  await requireNotTravelling(ctx, userId)
}

/** How a galaxy identifies a pilot. */
export const pilotOf = ({ userId, fencingVersion }: WhereaboutsRow): PilotRef => ({ userId, fencingVersion })

/** What a galaxy needs to know of a pilot; `landing` is set only for newcomers. */
export const travellerOf = (
  { callsign }: UserActor,
  { region }: Place,
  present: WhereaboutsRow,
): Traveller => ({
  ...pilotOf(present),
  landing:
    present.state === 'beginning'
      ? {
          callsign,
          arrivalSector: region ? (region.gateSector ?? 1) : null,
          startingCredits: region?.startingCredits ?? MINTED_PER_NEWCOMER,
        }
      : null,
})

/** Records that the galaxy has landed a newcomer, so that they are never landed again. */
export async function confirmLanding(
  ctx: Ctx,
  { userId, state, fencingVersion }: WhereaboutsRow,
): Promise<void> {
  if (state !== 'beginning') return
  await ctx.db
    .update(whereabouts)
    .set({ state: 'present' })
    .where(
      and(
        eq(whereabouts.userId, userId),
        eq(whereabouts.state, 'beginning'),
        eq(whereabouts.fencingVersion, fencingVersion),
      ),
    )
}
