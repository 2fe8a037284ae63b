import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Notifies an electorate or all citizens: many rows, written outside the request that caused them. */
export const notifyManyJob = defineJob({
  name: 'notify-many',
  queue: 'prompt',
  payload: z.object({
    to: z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('roll'),
        voteId: z.uuid(),
        /** Only those who have not voted. */
        notVoted: z.boolean().optional(),
        /** The actor, who need not be notified. */
        except: z.uuid().optional(),
      }),
      z.object({
        kind: z.literal('citizens'),
        regionId: z.uuid(),
        /** The person who caused it and needs no notification. */
        except: z.uuid().optional(),
      }),
    ]),
    notice: z.object({
      /** Kind of the notification, such as "policy.passed". */
      kind: z.string(),
      title: z.string(),
      body: z.string(),
      /** Together with the kind it identifies the event: nobody is notified twice. */
      href: z.string(),
      /** Null for the Galactic Council. */
      regionId: z.uuid().nullable(),
    }),
    /** Whose act it tells of; null for the platform's own. */
    senderId: z.uuid().nullable().default(null),
  }),
  attempts: 5,
  backoffMs: 1_000,
})
