import { type LiveEvent } from '#server/events/event-bus.ts'
import { type Ctx } from '../context.ts'

/**
 * Tells those who watch a region that the turnout of a vote changed, once the ballot is in. Outside the ballot's own
 * transaction: a NOTIFY makes commits wait for one another, and this hint may be lost.
 */
export async function tellTurnout(
  ctx: Ctx,
  vote: { regionId: string; topic: 'policy' | 'election' | 'treaty'; id: string },
): Promise<void> {
  const { regionId, topic, id } = vote
  const events: LiveEvent[] = [{ audience: { kind: 'region', regionId }, topic, id }]
  try {
    await ctx.events.publishInTransaction(ctx.db, events)
    await ctx.events.publishAfterCommit(events)
  } catch (error) {
    ctx.log.warn({ err: error, ...vote }, 'a turnout was not told')
  }
}
