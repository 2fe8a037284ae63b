import { z } from 'zod'
import { tierInput } from '../billing/tier-input.ts'
import { idInput } from '../id-input.ts'
import { plainText } from '../plain-text.ts'
import { BALLOT_CHOICES } from '../voting/tally.ts'
import { TERMS_LENGTH } from './transfer.ts'

export const oneRescueInput = z.object({ rescueId: idInput('The rescue id must be a UUID.') })

export const oneTransferInput = z.object({ transferId: idInput('The transfer id must be a UUID.') })

/** Who takes a region over chooses its size; without a choice it keeps the one it has, or gets the smallest where that is not sold any more. */
export const takeoverInput = oneRescueInput.extend({ tier: tierInput.optional() })
export const transferTakeoverInput = oneTransferInput.extend({ tier: tierInput.optional() })

export const offerTransferInput = z.object({
  callsign: z.string().trim().min(1, 'Write the callsign of a citizen.').max(100),
  terms: plainText({ label: 'What you agreed', ...TERMS_LENGTH, multiline: true }),
})

export const nameRescuerInput = z.object({
  callsign: z.string().trim().min(1, 'Write the callsign of a citizen.').max(100),
})

export const castRescueVoteInput = oneRescueInput.extend({
  choice: z.enum(BALLOT_CHOICES, `The choice must be one of ${BALLOT_CHOICES.join(', ')}.`),
})
