import { z } from 'zod'
import { type Queryable } from '#db/client.ts'
import { LIVE_TOPICS } from '../domain/live-topics.ts'

/** A NOTIFY of PostgreSQL holds less than 8,000 bytes, and a user's id with its quotes and comma 39. */
export const USERS_MAX = 150

/**
 * A change that open pages may show. Events carry ids, never content: access is checked when the page loads the
 * content. `user` events reach one person, `users` events at most {@link USERS_MAX} of them, `region` events everybody who watches the region, `admin` events the
 * administrators, `public` events everybody.
 */
export const liveEventSchema = z.object({
  audience: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('public') }),
    z.object({ kind: z.literal('admin') }),
    z.object({ kind: z.literal('user'), userId: z.string() }),
    z.object({ kind: z.literal('users'), userIds: z.array(z.string()).max(USERS_MAX) }),
    z.object({ kind: z.literal('region'), regionId: z.string() }),
  ]),
  topic: z.enum(LIVE_TOPICS),
  /** Id of the changed object, so that a page can ignore others. */
  id: z.string().optional(),
})
export type LiveEvent = z.infer<typeof liveEventSchema>

export interface EventBus {
  /** Called before the commit. A bus in the database publishes here, so that only commits are seen. */
  publishInTransaction(db: Queryable, events: LiveEvent[]): Promise<void>
  /** Called after the commit. Any other bus publishes here. */
  publishAfterCommit(events: LiveEvent[]): Promise<void>
  /**
   * Subscribes to the events of all processes. `onGap` is called when the bus has reconnected: events in between are
   * lost. Returns the function that unsubscribes.
   */
  subscribe(listener: (event: LiveEvent) => void, onGap?: () => void): () => void
  close(): Promise<void>
}
