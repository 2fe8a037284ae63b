import { type LiveEvent } from '#server/events/event-bus.ts'
import { type Ctx } from '../context.ts'
import { type Place } from './place.ts'

/**
 * Tells who watches a place that something happened in these sectors. It follows a commit in the galaxy's database and
 * may be lost: pages then show it at their next look.
 */
export async function publishSectors(ctx: Ctx, place: Place, sectorIds: readonly number[]): Promise<void> {
  const events = sectorIds.map((sectorId): LiveEvent => ({
    audience: { kind: 'region', regionId: place.id },
    topic: 'sector',
    id: String(sectorId),
  }))
  await ctx.events.publishInTransaction(ctx.db, events)
  await ctx.events.publishAfterCommit(events)
}
