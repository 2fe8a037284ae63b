import {
  mayCancelElection,
  type CancelElectionRefusalReason,
} from '#server/domain/elections/election-rules.ts'
import { stageAt } from '#server/domain/elections/schedule.ts'
import { transact, type Ctx } from '../context.ts'
import { refused } from '../refused.ts'
import { getFilledOffices, findOfficeHolders } from '../regions/find-office-holders.ts'
import { requireOpen, requireParticipant } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'
import { findRecurringOpening } from './due-elections.ts'
import { lockElection, requireElection, scheduleOf } from './queries.ts'
import { writeCancellation } from './write-cancellation.ts'

const CALLERS_ONLY: ReadonlySet<CancelElectionRefusalReason> = new Set([
  'owner-only',
  'governor-only',
  'council-only',
])

/**
 * Cancels an election, with a reason, before its vote opens; for those who can call one.
 * Recurring elections, and those that replace one that is due, cannot be cancelled. @throws NOT_FOUND, FORBIDDEN,
 * CONFLICT for those and once nominations are closed.
 */
export async function cancelElection(
  ctx: Ctx,
  { electionId, reason }: { electionId: string; reason: string },
): Promise<{ electionId: string }> {
  return transact(ctx, async (tx) => {
    const { userId } = requireUser(tx)
    const { regionId } = await requireElection(tx.db, electionId)
    const { region, standing } = await requireParticipant(tx, regionId)
    requireOpen(region)
    const election = await lockElection(tx.db, electionId, 'update')
    const holders = await findOfficeHolders(tx.db, regionId)
    const now = await tx.clock.now(tx.db)
    const verdict = mayCancelElection({
      governanceType: region.governanceType,
      actor: standing,
      ...getFilledOffices(holders),
      electionStatus: election.status === 'pending' ? stageAt(scheduleOf(election), now) : election.status,
      isRecurring: election.calledBy === null,
      recurringOpensAt: await findRecurringOpening(tx.db, region, election.position, now),
      now,
    })
    if (!verdict.ok) throw refused(CALLERS_ONLY.has(verdict.reason) ? 'FORBIDDEN' : 'CONFLICT', verdict)
    await writeCancellation(tx, { election, region, reason, cancelledBy: userId, now })
    tx.publish({ audience: { kind: 'region', regionId }, topic: 'election', id: electionId })
    return { electionId }
  })
}
