import { z } from 'zod'
import { plainText } from '../plain-text.ts'
import { idInput } from '../id-input.ts'
import { BALLOT_CHOICES } from '../voting/tally.ts'
import { regionRef } from '../regions/region-ref.ts'
import { TREATY_TYPES } from './treaty-types.ts'

/** `terms` are parsed by `parseTreatyTerms`, which knows the type. */
export const proposeTreatyInput = z.object({
  /** The other region, by id or name. */
  partner: regionRef,
  treatyType: z.enum(TREATY_TYPES, `The treaty type must be one of ${TREATY_TYPES.join(', ')}.`),
  terms: z.record(z.string(), z.unknown(), 'The terms must be an object.').default({}),
})

/** An action of one side; `region` names the side that acts or votes. */
export const treatyActInput = z.object({
  treatyId: idInput('The treaty id must be a UUID.'),
  region: regionRef,
})

export const castTreatyVoteInput = treatyActInput.extend({
  choice: z.enum(BALLOT_CHOICES, `The choice must be one of ${BALLOT_CHOICES.join(', ')}.`),
})

/** `terms` are parsed by `parseTreatyTerms`; the type stays that of the offer. */
export const treatyTermsInput = treatyActInput.extend({ terms: proposeTreatyInput.shape.terms })

export const reportBreachInput = treatyActInput.extend({
  text: plainText({ label: 'The report', min: 10, max: 2000, multiline: true }),
})

export const answerBreachInput = treatyActInput.extend({
  breachId: idInput('The id of the report must be a UUID.'),
  text: plainText({ label: 'The answer', min: 3, max: 2000, multiline: true }),
})
