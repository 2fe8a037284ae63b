import { type Tally } from '#server/domain/voting/tally.ts'
import { type VoteRow } from './vote-rows.ts'

/** What the row of a motion's vote says of its rules and, once it is counted, of its result. Throws on that of an election. */
export function motionTally({ id, tally, quorumBp, thresholdBp }: VoteRow): {
  result: Tally | null
  quorumBp: number
  thresholdBp: number
} {
  if (quorumBp === null || thresholdBp === null || (tally !== null && 'winners' in tally))
    throw new TypeError(`not the vote of a motion: ${id}`)
  return { result: tally, quorumBp, thresholdBp }
}
