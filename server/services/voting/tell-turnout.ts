import { type LiveTopic } from '#server/domain/live-topics.ts'
import { type EventBus, type LiveEvent } from '#server/events/event-bus.ts'
import { isTx, type Ctx } from '../context.ts'

/** How often those who watch a vote are told that its turnout changed. */
export const TELL_EVERY_MS = 250

/** `regionId` is null for the Galactic Council, whose votes everybody may watch. */
type Vote = { regionId: string | null; topic: LiveTopic; id: string }

/** Votes that were told of within the last {@link TELL_EVERY_MS}, and whether there was a ballot since. */
const toldLately = new WeakMap<EventBus, Map<string, { again: boolean }>>()

/**
 * Tells those who watch a region that the turnout of a vote changed, once the ballot is in: the first at once, those that
 * follow closely together. Nobody waits for it, and it may be lost: a NOTIFY makes commits wait for one another, and each
 * has every watching page ask again.
 */
export function tellTurnout(ctx: Ctx, vote: Vote): void {
  if (isTx(ctx)) return ctx.publish(eventOf(vote))
  const told = toldLately.get(ctx.events) ?? new Map<string, { again: boolean }>()
  toldLately.set(ctx.events, told)
  // The two sides of a treaty have one id.
  const key = `${vote.regionId} ${vote.id}`
  const before = told.get(key)
  if (before) {
    before.again = true
    return
  }
  const now = { again: false }
  told.set(key, now)
  void tell(ctx, vote)
  setTimeout(() => {
    told.delete(key)
    if (now.again) tellTurnout(ctx, vote)
  }, TELL_EVERY_MS).unref()
}

const eventOf = ({ regionId, topic, id }: Vote): LiveEvent => ({
  audience: regionId === null ? { kind: 'public' } : { kind: 'region', regionId },
  topic,
  id,
})

async function tell(ctx: Ctx, vote: Vote): Promise<void> {
  const events = [eventOf(vote)]
  try {
    await ctx.events.publishInTransaction(ctx.db, events)
    await ctx.events.publishAfterCommit(events)
  } catch (error) {
    ctx.log.warn({ err: error, ...vote }, 'a turnout was not told')
  }
}
