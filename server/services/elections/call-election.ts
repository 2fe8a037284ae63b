import { checkCalledSchedule, mayCallElection } from '#server/domain/elections/election-rules.ts'
import { type Position } from '#server/domain/regions/positions.ts'
import { electionSchedule } from '#server/domain/elections/schedule.ts'
import { transact, type Ctx } from '../context.ts'
import { refused } from '../refused.ts'
import { getFilledOffices, findOfficeHolders } from '../regions/find-office-holders.ts'
import { requireLockedRegion } from '../regions/require-locked-region.ts'
import { requireOpen, requireParticipant } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'
import { findRecurringOpening } from './due-elections.ts'
import { electionViews, type ElectionView } from './election-view.ts'
import { openElection } from './open-election.ts'
import { hasOpenElection, requireElection } from './queries.ts'
import { oneRow } from '../one-row.ts'

export type CallElectionInput = {
  /** Id or name; without it the one region that the actor governs. */
  region?: string | undefined
  position: Position
  /** Whole days. */
  nominationDays: number
  votingDurationDays: number
  /** Of a council; every other position has one seat. */
  seats: number
}

/**
 * Calls an election for an office (powers table: who calls elections). @throws FORBIDDEN, NOT_FOUND, CONFLICT while one
 * for the position is under way, and for one that would outlast the interval.
 */
export async function callElection(ctx: Ctx, input: CallElectionInput): Promise<ElectionView> {
  return transact(ctx, async (tx) => {
    const { userId } = requireUser(tx)
    const { position } = input
    const { region: found, standing } = await requireParticipant(tx, input.region)
    const region = await requireLockedRegion(tx, found.id)
    requireOpen(region)
    const holders = await findOfficeHolders(tx.db, region.id)
    const verdict = mayCallElection({
      governanceType: region.governanceType,
      actor: standing,
      ...getFilledOffices(holders),
      hasOpenElection: await hasOpenElection(tx.db, region.id, position),
    })
    if (!verdict.ok) throw refused(verdict.reason === 'already-open' ? 'CONFLICT' : 'FORBIDDEN', verdict)

    const { votingClosesAt } = electionSchedule(tx.now, input)
    const recurringOpensAt = await findRecurringOpening(tx.db, region, position, tx.now)
    const schedule = checkCalledSchedule({ votingClosesAt, recurringOpensAt, now: tx.now })
    if (!schedule.ok) throw refused('CONFLICT', schedule)

    const electionId = await openElection(tx, {
      region,
      position,
      seats: position === 'council_member' ? input.seats : 1,
      nominationDays: input.nominationDays,
      votingDurationDays: input.votingDurationDays,
      calledBy: userId,
    })
    const view = oneRow(await electionViews(tx, [await requireElection(tx.db, electionId)], region))
    return view
  })
}
