import { z } from 'zod'
import { plainText } from '../plain-text.ts'
import { idInput } from '../id-input.ts'
import { BALLOT_CHOICES } from '../voting/tally.ts'
import { POSITIONS } from '../regions/positions.ts'
import { COUNCIL_SEATS, ELECTION_VOTING_DAYS, NOMINATION_DAYS } from './schedule.ts'

const between = (label: string, { min, max }: { min: number; max: number }, unit: string) => {
  const message = `${label} must be between ${min} and ${max} ${unit}.`
  return z.int(message).min(min, message).max(max, message)
}

export const createElectionInput = z.object({
  position: z.enum(POSITIONS, `The position must be one of ${POSITIONS.join(', ')}.`),
  votingDurationDays: between('Voting', ELECTION_VOTING_DAYS, 'days').default(ELECTION_VOTING_DAYS.default),
  nominationDays: between('Nominations', NOMINATION_DAYS, 'days').default(NOMINATION_DAYS.default),
  /** Council only; every other position has one seat. */
  seats: between('A council', COUNCIL_SEATS, 'seats').default(COUNCIL_SEATS.default),
})

export const nominateInput = z.object({
  electionId: idInput('The election id must be a UUID.'),
  platform: plainText({ label: 'The platform', min: 1, max: 4000, multiline: true }),
})

export const cancelElectionInput = z.object({
  electionId: idInput('The election id must be a UUID.'),
  reason: plainText({ label: 'The reason', min: 1, max: 500, multiline: true }),
})

export const oneRecallInput = z.object({ recallId: idInput('The recall id must be a UUID.') })

export const startRecallInput = z.object({
  position: z.enum(POSITIONS, `The position must be one of ${POSITIONS.join(', ')}.`),
  holderId: idInput('The holder’s id must be a UUID.'),
  reason: plainText({ label: 'The reason', min: 1, max: 2000, multiline: true }),
})

export const castRecallVoteInput = oneRecallInput.extend({
  choice: z.enum(BALLOT_CHOICES, `The choice must be one of ${BALLOT_CHOICES.join(', ')}.`),
})

const candidateId = idInput('The candidate id must be a UUID.')

/** One candidate, or a ranking with the best first; null or an empty ranking abstains. */
export const castElectionVoteInput = z
  .object({
    electionId: idInput('The election id must be a UUID.'),
    candidateId: candidateId.nullable().optional(),
    ranking: z.array(candidateId).max(1000, 'A ranking holds at most 1,000 candidates.').optional(),
  })
  .refine(
    (ballot) => (ballot.candidateId === undefined) !== (ballot.ranking === undefined),
    'Give either a candidate or a ranking.',
  )
  .transform((ballot) => ({
    electionId: ballot.electionId,
    ranking: ballot.ranking ?? (ballot.candidateId ? [ballot.candidateId] : []),
  }))
