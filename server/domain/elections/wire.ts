import { z } from 'zod'
import { count } from '../wire-fields.ts'
import { DECIDED_BY, ELECTION_STATUSES, ROUND_ACTIONS } from './election-types.ts'
import { POSITIONS } from '../regions/positions.ts'

const votesOf = z.object({ playerId: z.uuid(), votes: count })

const resultsHead = {
  seats: count,
  rollSize: count,
  turnout: count,
  abstentions: count,
  candidates: z.array(
    z.object({
      playerId: z.uuid(),
      isIncumbent: z.boolean(),
      votes: count,
      ballots: count,
      elected: z.boolean(),
      decidedBy: z.enum(DECIDED_BY),
    }),
  ),
  winners: z.array(z.uuid()),
  lottery: z.object({ drawn: z.array(z.uuid()) }).nullable(),
}

const rankedResults = {
  ...resultsHead,
  totalWeight: count,
  /** Amounts in rounds are parts of a unit of weight. */
  partsPerUnit: count,
  rounds: z.array(
    z.object({
      action: z.enum(ROUND_ACTIONS),
      playerId: z.uuid().nullable(),
      decidedBy: z.enum(DECIDED_BY).nullable(),
      transfers: z.array(z.object({ playerId: z.uuid().nullable(), votes: count })),
      votes: z.array(votesOf),
      exhausted: count,
      lost: count,
      elected: z.array(z.object({ playerId: z.uuid(), decidedBy: z.enum(DECIDED_BY) })),
    }),
  ),
}

/**
 * Result of an election. Votes are weights in integer units, of first preferences in ranked counts; ballots count
 * people.
 */
export const electionResultsWire = z.discriminatedUnion('method', [
  z.object({ method: z.literal('weighted_plurality'), ...resultsHead }),
  z.object({ method: z.literal('ranked_choice'), ...rankedResults }),
  z.object({ method: z.literal('stv'), ...rankedResults, quota: count }),
])

/** An election in REST (DESIGN.md §4). Votes and results are null until it is closed. */
export const electionWire = z.object({
  id: z.uuid(),
  regionId: z.uuid(),
  position: z.enum(POSITIONS),
  candidates: z.array(
    z.object({
      playerId: z.uuid(),
      playerName: z.string(),
      /** The callsign that the candidate gave up within 30 days. */
      formerly: z.string().nullable(),
      platform: z.string(),
      voteCount: count.nullable(),
    }),
  ),
  votingOpensAt: z.iso.datetime(),
  votingClosesAt: z.iso.datetime(),
  results: electionResultsWire.nullable(),
  status: z.enum(ELECTION_STATUSES),
})
export type ElectionWire = z.infer<typeof electionWire>
