import { z } from 'zod'
import { VOTE_KINDS } from '../voting/vote-kinds.ts'

const region = z.object({ name: z.string(), displayName: z.string() })

/** New laws where the player is or is a citizen, and their open votes. */
export const civicNewsWire = z.object({
  laws: z.array(z.object({ number: z.int(), title: z.string(), enactedAt: z.iso.datetime(), region })),
  votes: z.array(
    z.object({
      subject: z.enum(VOTE_KINDS),
      /** Of the policy, election, treaty, recall or motion. */
      subjectId: z.uuid(),
      title: z.string(),
      /** Null for a motion of the Galactic Council. */
      region: region.extend({ id: z.uuid() }).nullable(),
      closesAt: z.iso.datetime(),
      hasVoted: z.boolean(),
    }),
  ),
})
