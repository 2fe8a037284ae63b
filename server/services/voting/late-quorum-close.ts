import { type Queryable } from '#db/client.ts'
import { lastTenthBegins, lateQuorumExtension } from '#server/domain/voting/late-quorum.ts'
import { requiredTurnout } from '#server/domain/voting/quorum.ts'
import { type VoteRow } from './vote-rows.ts'
import { countBallotsAt, turnoutAt } from './weigh-roll.ts'

/**
 * The later close of a vote that is due and whose quorum came in the last tenth of its time, or null; delegated votes count
 * with theirs. The tenth is of the time in which people could vote. The caller has locked the vote's row exclusively.
 */
export async function lateQuorumClose(db: Queryable, vote: VoteRow): Promise<Date | null> {
  const { kind, closesAt, quorumBp, size, pausedMs, extendedAt } = vote
  // Who stays away from a rescue counts as no, so no late ballot takes anybody by surprise; and its region has little time.
  if (extendedAt !== null || quorumBp === null || kind === 'rescue') return null
  const period = { opensAt: new Date(vote.opensAt.getTime() + pausedMs), closesAt }
  const required = requiredTurnout(size, quorumBp)
  const before = lastTenthBegins(period)
  // Most quorums are met early, by ballots alone: then no delegation need be followed.
  if ((await countBallotsAt(db, vote.id, before)) >= required) return null
  return lateQuorumExtension({
    ...period,
    wasExtended: false,
    turnoutBeforeLastTenth: await turnoutAt(db, vote, before),
    turnoutNow: await turnoutAt(db, vote, closesAt),
    required,
  })
}
