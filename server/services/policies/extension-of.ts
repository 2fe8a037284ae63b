import { eq } from 'drizzle-orm'
import { rolls } from '#db/schema/platform/voting.ts'
import { lastTenthBegins, lateQuorumExtension } from '#server/domain/policies/late-quorum.ts'
import { requiredTurnout } from '#server/domain/policies/quorum.ts'
import { type Tx } from '../context.ts'
import { oneRow } from '../one-row.ts'
import { countBallotsAt, turnoutAt } from '../voting/weigh-roll.ts'
import { type PolicyRow } from './queries.ts'

/** The later close of a vote whose quorum came in the last tenth of its time, or null. Delegated voices count with theirs. */
export async function extensionOf(tx: Tx, policy: PolicyRow): Promise<Date | null> {
  const { rollId, votingClosesAt: closesAt, quorumBp } = policy
  // A tenth of the time in which people could vote.
  const opensAt = new Date(policy.proposedAt.getTime() + policy.pausedMs)
  if (policy.extendedAt !== null) return null
  const { size } = oneRow(await tx.db.select({ size: rolls.size }).from(rolls).where(eq(rolls.id, rollId)))
  const required = requiredTurnout(size, quorumBp)
  const before = lastTenthBegins({ opensAt, closesAt })
  // Most quorums are met early, by ballots alone: then no delegation need be followed.
  if ((await countBallotsAt(tx.db, rollId, before)) >= required) return null
  return lateQuorumExtension({
    opensAt,
    closesAt,
    wasExtended: false,
    turnoutBeforeLastTenth: await turnoutAt(tx.db, rollId, before),
    turnoutNow: await turnoutAt(tx.db, rollId, closesAt),
    required,
  })
}
