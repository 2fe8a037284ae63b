import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Tells an electorate or all citizens something: many rows that the deed itself should not wait for. */
export const tellMany = defineJob({
  name: 'tell-many',
  payload: z.object({
    to: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('roll'), rollId: z.uuid() }),
      z.object({
        kind: z.literal('citizens'),
        regionId: z.uuid(),
        /** Whose deed it is, and who therefore knows. */
        except: z.uuid().optional(),
      }),
    ]),
    notice: z.object({
      /** As a notification has it: "policy.passed". */
      kind: z.string(),
      title: z.string(),
      body: z.string(),
      /** With the kind it names the event: who was told of it is not told again. */
      href: z.string(),
      regionId: z.uuid(),
    }),
  }),
  attempts: 5,
  backoffMs: 1_000,
})
