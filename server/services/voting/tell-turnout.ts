import { type EventBus, type LiveEvent } from '#server/events/event-bus.ts'
import { isTx, type Ctx } from '../context.ts'

/** How often those who watch a vote are told that its turnout changed. */
export const TELL_EVERY_MS = 250

type Vote = { regionId: string; topic: 'policy' | 'election' | 'treaty'; id: string }

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
  const before = told.get(vote.id)
  if (before) {
    before.again = true
    return
  }
  const now = { again: false }
  told.set(vote.id, now)
  void tell(ctx, vote)
  setTimeout(() => {
    told.delete(vote.id)
    if (now.again) tellTurnout(ctx, vote)
  }, TELL_EVERY_MS).unref()
}

const eventOf = ({ regionId, topic, id }: Vote): LiveEvent => ({
  audience: { kind: 'region', regionId },
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
