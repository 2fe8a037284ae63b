import { z } from 'zod'
import { type Queryable } from '#db/client.ts'
import { LIVE_TOPICS } from '../domain/live-topics.ts'

/**
 * Something changed that an open page may show. Events carry ids, never content: who may see the content is decided
 * when the page asks for it again. `user` events reach one person, `region` events everyone who watches the region,
 * `admin` events the administrators, `public` events everybody.
 */
export const liveEventSchema = z.object({
  audience: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('public') }),
    z.object({ kind: z.literal('admin') }),
    z.object({ kind: z.literal('user'), userId: z.string() }),
    z.object({ kind: z.literal('region'), regionId: z.string() }),
  ]),
  topic: z.enum(LIVE_TOPICS),
  /** Id of what changed, so that a page can ignore what it does not show. */
  id: z.string().optional(),
})
export type LiveEvent = z.infer<typeof liveEventSchema>

export interface EventBus {
  /** Called before the commit: a bus that lives in the database publishes here, so that only a commit is heard. */
  publishInTransaction(db: Queryable, events: LiveEvent[]): Promise<void>
  /** Called after the commit: a bus elsewhere publishes here. */
  publishAfterCommit(events: LiveEvent[]): Promise<void>
  /**
   * Hears the events of every process. `onGap` is called when the bus has come back after it was out of reach: what was
   * told meanwhile is lost. Returns the function that stops it.
   */
  subscribe(listener: (event: LiveEvent) => void, onGap?: () => void): () => void
  close(): Promise<void>
}
