import { z } from 'zod'
import { plainText } from '../plain-text.ts'
import { idInput } from '../id-input.ts'
import { votingDurationDaysSchema } from '../voting/inputs.ts'
import { VOTING_DAYS } from '../voting/schedule.ts'
import { BALLOT_CHOICES } from '../voting/tally.ts'
import { regionRef } from '../regions/region-ref.ts'
import { COUNCIL_MOTION_TYPES, LEVER_OF_MOTION } from './motion-types.ts'

const motionId = idInput('The motion id must be a UUID.')

const TEXT_MAX = 4000
const NO_TEXT = `A text motion needs a text of 1 to ${TEXT_MAX} characters.`

/** `value`: credits for the toll, a fraction for the tax, none for a text motion; parsed by `readProposedValue`. */
export const proposeMotionInput = z
  .object({
    /** The region whose seat proposes; optional for holders of a single seat. */
    seat: regionRef.optional(),
    motionType: z.enum(
      COUNCIL_MOTION_TYPES,
      `The motion type must be one of ${COUNCIL_MOTION_TYPES.join(', ')}.`,
    ),
    title: plainText({ label: 'The title', min: 3, max: 120 }),
    description: plainText({ label: 'The text', max: TEXT_MAX, multiline: true }).default(''),
    value: z.number('The value must be a number.').nullable().default(null),
    votingDurationDays: votingDurationDaysSchema.default(VOTING_DAYS.default),
  })
  .refine(({ motionType, description }) => LEVER_OF_MOTION[motionType] !== null || description !== '', {
    path: ['description'],
    message: NO_TEXT,
  })

export const motionInput = z.object({ motionId })

export const castMotionVoteInput = z.object({
  motionId,
  choice: z.enum(BALLOT_CHOICES, 'A vote is yes, no or abstain.'),
})
