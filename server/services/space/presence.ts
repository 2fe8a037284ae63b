import { eq } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { whereabouts } from '#db/schema/platform/travel.ts'
import { type CallInput } from '#server/galaxy/galaxy-api.ts'
import { type UserActor } from '../require-actor.ts'
import { type Place } from './place.ts'

export type WhereaboutsRow = typeof whereabouts.$inferSelect

/** In which galaxy somebody is; null for who has not begun yet. */
export async function getWhereabouts(db: Queryable, userId: string): Promise<WhereaboutsRow | null> {
  const [row] = await db.select().from(whereabouts).where(eq(whereabouts.userId, userId))
  return row ?? null
}

/** Somebody as the galaxy where they are takes them in. */
export const travellerOf = (
  { userId, callsign }: UserActor,
  { region }: Place,
  fencingVersion: number,
): CallInput<'enter'> => ({
  userId,
  callsign,
  fencingVersion,
  arrivalSector: region ? (region.gateSector ?? 1) : null,
})
