import { type EventBus, type LiveEvent } from '#server/events/event-bus.ts'
import { type Ctx } from '../context.ts'
import { type Place } from './place.ts'

/**
 * Tells the open pages of these sectors that something moved there, after it is committed in the galaxy. If this event is lost, they show
 * what was for a little longer. What comes while events are under way goes out together, each once.
 */
export async function showSectors(ctx: Ctx, place: Place, sectorIds: readonly number[]): Promise<void> {
  const waiting = waitingFor(ctx.events)
  for (const sectorId of sectorIds)
    waiting.events.set(`${place.id} ${sectorId}`, {
      // Pages of the Nexus subscribe with its galaxy's id.
      audience: { kind: 'region', regionId: place.id },
      topic: 'sector',
      id: String(sectorId),
    })
  waiting.next ??= waiting.underWay.then(() => {
    const events = [...waiting.events.values()]
    waiting.events.clear()
    waiting.next = null
    waiting.underWay = publish(ctx, events)
    return waiting.underWay
  })
  await waiting.next
}

async function publish(ctx: Ctx, events: LiveEvent[]): Promise<void> {
  try {
    await ctx.events.publishInTransaction(ctx.db, events)
    await ctx.events.publishAfterCommit(events)
  } catch (error) {
    // What is done must not look as if it had failed.
    ctx.log.warn({ err: error }, 'live events were lost')
  }
}

type Waiting = { events: Map<string, LiveEvent>; underWay: Promise<void>; next: Promise<void> | null }
const waitingByBus = new WeakMap<EventBus, Waiting>()

function waitingFor(bus: EventBus): Waiting {
  const known = waitingByBus.get(bus)
  if (known) return known
  const waiting: Waiting = { events: new Map(), underWay: Promise.resolve(), next: null }
  waitingByBus.set(bus, waiting)
  return waiting
}
