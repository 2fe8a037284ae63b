import { z } from 'zod'
import { ELECTION_STATUSES, POSITIONS } from './election-types.ts'

/** How an election ended. Votes are weights, integer units; ballots count people. */
export const electionResultsWire = z.object({
  method: z.literal('weighted_plurality'),
  seats: z.int(),
  rollSize: z.int(),
  turnout: z.int(),
  abstentions: z.int(),
  candidates: z.array(
    z.object({
      playerId: z.uuid(),
      votes: z.int(),
      ballots: z.int(),
      elected: z.boolean(),
      decidedBy: z.enum(['votes', 'unopposed', 'incumbency', 'lottery']),
    }),
  ),
  winners: z.array(z.uuid()),
  lottery: z.object({ drawn: z.array(z.uuid()) }).nullable(),
})

/** An election as REST shows it (DESIGN.md §4). Votes and results are null until it is closed. */
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
