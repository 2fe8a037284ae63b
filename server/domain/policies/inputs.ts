import { z } from 'zod'
import { plainText } from '../plain-text.ts'
import { idInput } from '../id-input.ts'
import { POLICY_TYPES } from '../regions/policy-types.ts'
import { BALLOT_CHOICES } from '../voting/tally.ts'
import { timingFields } from './law-timing.ts'
import { VOTING_DAYS } from '../voting/schedule.ts'
import { votingDurationDaysSchema } from '../voting/inputs.ts'

/** `proposedChanges` is parsed by `parseProposedChanges`, which knows the kind of policy. */
export const createPolicyInput = z.object({
  policyType: z.enum(POLICY_TYPES, `The policy type must be one of ${POLICY_TYPES.join(', ')}.`),
  title: plainText({ label: 'The title', min: 3, max: 120 }),
  description: plainText({ label: 'The description', max: 4000, multiline: true }).default(''),
  proposedChanges: z.record(z.string(), z.unknown(), 'The proposed changes must be an object.'),
  votingDurationDays: votingDurationDaysSchema.default(VOTING_DAYS.default),
  ...timingFields,
})

/** Policy type and closing time are those of the original policy. */
export const counterProposalInput = createPolicyInput
  .omit({ policyType: true, votingDurationDays: true })
  .extend({ policyId: idInput('The policy id must be a UUID.') })

export const castVoteInput = z.object({
  policyId: idInput('The policy id must be a UUID.'),
  choice: z.enum(BALLOT_CHOICES, 'A vote is yes, no or abstain.'),
})
