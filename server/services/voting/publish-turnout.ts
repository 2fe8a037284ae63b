import { type LiveTopic } from '#server/domain/live-topics.ts'
import { type EventBus, type LiveEvent } from '#server/events/event-bus.ts'
import { isTx, type Ctx } from '../context.ts'

/** At most one turnout event per vote in this time. */
export const TURNOUT_EVERY_MS = 250

/** `regionId` is null for the Galactic Council, whose votes everybody may watch. */
type Vote = { regionId: string | null; topic: LiveTopic; id: string }

/** Votes with an event within the last {@link TURNOUT_EVERY_MS}, and whether a ballot followed. */
const recentlyPublished = new WeakMap<EventBus, Map<string, { again: boolean }>>()

/**
 * Publishes that the turnout of a vote changed, once the ballot is committed: the first change at once, later ones batched.
 * The caller does not wait, and an event may be lost: a NOTIFY makes commits wait for one another, and each event makes every
 * watching page reload.
 */
export function publishTurnout(ctx: Ctx, vote: Vote): void {
  if (isTx(ctx)) return ctx.publish(eventOf(vote))
  const recent = recentlyPublished.get(ctx.events) ?? new Map<string, { again: boolean }>()
  recentlyPublished.set(ctx.events, recent)
  // The two sides of a treaty have one id.
  const key = `${vote.regionId} ${vote.id}`
  const before = recent.get(key)
  if (before) {
    before.again = true
    return
  }
  const now = { again: false }
  recent.set(key, now)
  void publish(ctx, vote)
  setTimeout(() => {
    recent.delete(key)
    if (now.again) publishTurnout(ctx, vote)
  }, TURNOUT_EVERY_MS).unref()
}

const eventOf = ({ regionId, topic, id }: Vote): LiveEvent => ({
  audience: regionId === null ? { kind: 'public' } : { kind: 'region', regionId },
  topic,
  id,
})

async function publish(ctx: Ctx, vote: Vote): Promise<void> {
  const events = [eventOf(vote)]
  try {
    await ctx.events.publishInTransaction(ctx.db, events)
    await ctx.events.publishAfterCommit(events)
  } catch (error) {
    ctx.log.warn({ err: error, ...vote }, 'a turnout event was not published')
  }
}
