import { z } from 'zod'
import { DECIDED_BY, ELECTION_STATUSES, ROUND_ACTIONS } from './election-types.ts'
import { POSITIONS } from '../regions/positions.ts'

const votesOf = z.object({ playerId: z.uuid(), votes: z.int() })

const resultsHead = {
  seats: z.int(),
  rollSize: z.int(),
  turnout: z.int(),
  abstentions: z.int(),
  candidates: z.array(
    z.object({
      playerId: z.uuid(),
      isIncumbent: z.boolean(),
      votes: z.int(),
      ballots: z.int(),
      elected: z.boolean(),
      decidedBy: z.enum(DECIDED_BY),
    }),
  ),
  winners: z.array(z.uuid()),
  lottery: z.object({ drawn: z.array(z.uuid()) }).nullable(),
}

const rankedResults = {
  ...resultsHead,
  totalWeight: z.int(),
  /** Amounts in rounds are parts of a unit of weight. */
  partsPerUnit: z.int(),
  rounds: z.array(
    z.object({
      action: z.enum(ROUND_ACTIONS),
      playerId: z.uuid().nullable(),
      decidedBy: z.enum(DECIDED_BY).nullable(),
      transfers: z.array(z.object({ playerId: z.uuid().nullable(), votes: z.int() })),
      votes: z.array(votesOf),
      exhausted: z.int(),
      lost: z.int(),
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
  z.object({ method: z.literal('stv'), ...rankedResults, quota: z.int() }),
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
      platform: z.string(),
      voteCount: z.int().nullable(),
    }),
  ),
  votingOpensAt: z.iso.datetime(),
  votingClosesAt: z.iso.datetime(),
  results: electionResultsWire.nullable(),
  status: z.enum(ELECTION_STATUSES),
})
export type ElectionWire = z.infer<typeof electionWire>
