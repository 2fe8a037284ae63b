import { type Ctx } from '../context.ts'
import { type Place } from './place.ts'

/**
 * Tells the open pages of these sectors that something moved there, after it is committed in the galaxy. If this event is lost, they show
 * what was for a little longer.
 */
export async function showSectors(ctx: Ctx, place: Place, sectorIds: readonly number[]): Promise<void> {
  const events = sectorIds.map((sectorId) => ({
    // Pages of the Nexus subscribe with its galaxy's id.
    audience: { kind: 'region' as const, regionId: place.id },
    topic: 'sector' as const,
    id: String(sectorId),
  }))
  try {
    await ctx.events.publishInTransaction(ctx.db, events)
    await ctx.events.publishAfterCommit(events)
  } catch (error) {
    // What is done must not look as if it had failed.
    ctx.log.warn({ err: error }, 'live events were lost')
  }
}
