import { eq } from 'drizzle-orm'
import { rolls } from '#db/schema/platform/voting.ts'
import { lastTenthBegins, lateQuorumExtension } from '#server/domain/voting/late-quorum.ts'
import { requiredTurnout } from '#server/domain/voting/quorum.ts'
import { type Tx } from '../context.ts'
import { oneRow } from '../one-row.ts'
import { countBallotsAt, turnoutAt } from './weigh-roll.ts'

/**
 * The later close of a vote that is due and whose quorum came in the last tenth of its time, or null; delegated voices count
 * with theirs. The caller holds the vote's own row alone. @param vote.wasExtended where the caller keeps that itself; the roll
 * knows of the others. @param vote.pausedMs when nobody could vote: the tenth is of the time in which people could.
 */
export async function extensionOf(
  tx: Tx,
  vote: { rollId: string; closesAt: Date; quorumBp: number; wasExtended?: boolean; pausedMs?: number },
): Promise<Date | null> {
  const { rollId, closesAt, quorumBp, wasExtended = false, pausedMs = 0 } = vote
  const roll = oneRow(await tx.db.select().from(rolls).where(eq(rolls.id, rollId)))
  if (wasExtended || roll.extendedAt !== null) return null
  const period = { opensAt: new Date(roll.openedAt.getTime() + pausedMs), closesAt }
  const required = requiredTurnout(roll.size, quorumBp)
  const before = lastTenthBegins(period)
  // Most quorums are met early, by ballots alone: then no delegation need be followed.
  if ((await countBallotsAt(tx.db, rollId, before)) >= required) return null
  return lateQuorumExtension({
    ...period,
    wasExtended: false,
    turnoutBeforeLastTenth: await turnoutAt(tx.db, rollId, before),
    turnoutNow: await turnoutAt(tx.db, rollId, closesAt),
    required,
  })
}
