import { z } from 'zod'
import { type ElectionResults } from '../elections/count.ts'
import { serializeResults } from '../elections/results-text.ts'
import { electionResultsWire } from '../elections/wire.ts'
import { serializeTally, type Tally } from '../voting/tally.ts'
import { MAJORITIES, type Majority } from '../regions/powers.ts'
import { recountFile, type CountedBallot } from '../voting/recount-file.ts'

/**
 * The public record of a closed vote: everything needed for an independent recount, and nothing that reveals how
 * anybody voted. `scripts/recount` reads this format, so any change is a new format.
 */
export const VOTE_RECORD_FORMAT = 'sectorwars vote record 1'

/** Subjects of motion votes. */
export const MOTION_SUBJECTS = ['policy', 'treaty', 'recall', 'rescue', 'council'] as const
export type MotionSubject = (typeof MOTION_SUBJECTS)[number]

const head = {
  format: z.literal(VOTE_RECORD_FORMAT),
  subjectId: z.string(),
  regionId: z.string(),
  /** SHA-256 of the roll, published when the vote opened. */
  rollHash: z.string(),
  roll: z.array(
    z.object({ playerId: z.string(), callsign: z.string(), weight: z.int(), reason: z.string() }),
  ),
  ballots: z.array(
    z.object({
      receipt: z.string(),
      choice: z.array(z.string()),
      weight: z.int(),
      represents: z.int(),
    }),
  ),
  pooled: z
    .object({
      receipts: z.array(z.string()),
      totals: z.array(
        z.object({
          choice: z.array(z.string()),
          isWhole: z.boolean(),
          votes: z.int(),
          ballots: z.int(),
          people: z.int(),
        }),
      ),
    })
    .nullable(),
}

export const motionRecordSchema = z.object({
  ...head,
  kind: z.literal('motion'),
  subject: z.enum(MOTION_SUBJECTS),
  /** As of the opening of the vote. */
  rules: z.object({ quorumBp: z.int(), thresholdBp: z.int(), majority: z.enum(MAJORITIES) }),
  /** The text behind `tallyHash`; both null for a withdrawn vote, which is never counted. */
  tally: z.string().nullable(),
  tallyHash: z.string().nullable(),
})
export type MotionRecord = z.infer<typeof motionRecordSchema>

export const electionRecordSchema = z.object({
  ...head,
  kind: z.literal('election'),
  results: electionResultsWire,
  /** The text behind `resultsHash`. */
  resultsText: z.string(),
  resultsHash: z.string().nullable(),
  lottery: z.object({ commitment: z.string(), secret: z.string() }),
})
export type ElectionRecord = z.infer<typeof electionRecordSchema>

export const voteRecordSchema = z.discriminatedUnion('kind', [motionRecordSchema, electionRecordSchema])
export type VoteRecord = z.infer<typeof voteRecordSchema>

/** A closed vote from the database: the roll, and the ballots with the weight and people they were counted with. */
export type ClosedVote = {
  subjectId: string
  regionId: string
  rollHash: string
  roll: MotionRecord['roll']
  cast: readonly CountedBallot[]
}

/** Builds the record of a policy, ratification, recall, rescue or Council vote. */
export const motionRecord = (
  vote: ClosedVote & {
    subject: MotionSubject
    rules: { quorumBp: number; thresholdBp: number; majority: Majority }
    tally: Tally | null
    tallyHash: string | null
  },
): MotionRecord => {
  const { cast, tally, ...rest } = vote
  return {
    format: VOTE_RECORD_FORMAT,
    kind: 'motion',
    ...rest,
    ...recountFile(cast),
    tally: tally === null ? null : serializeTally(tally),
  }
}

/** Builds the record of a counted election. */
export const electionRecord = (
  vote: ClosedVote & {
    results: ElectionResults
    resultsHash: string | null
    lottery: { commitment: string; secret: string }
  },
): ElectionRecord => {
  const { cast, ...rest } = vote
  const isRanked = vote.results.method !== 'weighted_plurality'
  const standing = new Set(vote.results.candidates.map(({ playerId }) => playerId))
  // Withdrawn candidates are removed from rankings: the first name of a cut ranking must be one that counts.
  const counted = cast.map((ballot) => ({
    ...ballot,
    choice: ballot.choice.filter((id) => standing.has(id)),
  }))
  return {
    format: VOTE_RECORD_FORMAT,
    kind: 'election',
    ...rest,
    ...recountFile(isRanked ? counted : cast, { isRanked }),
    resultsText: serializeResults(vote.results),
  }
}
