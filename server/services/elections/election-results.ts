import { type ElectionResults } from '#server/domain/elections/count.ts'
import { type VoteRow } from '../voting/vote-rows.ts'

/** How an election ended; null until its vote is counted. Throws on the vote of a motion. */
export function electionResults(vote: VoteRow | null): ElectionResults | null {
  if (vote === null || vote.tally === null) return null
  if (!('winners' in vote.tally)) throw new TypeError(`not the vote of an election: ${vote.id}`)
  return vote.tally
}
