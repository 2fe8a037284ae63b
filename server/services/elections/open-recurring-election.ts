import { and, desc, eq } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { elections } from '#db/schema/platform/elections.ts'
import { type Position } from '#server/domain/regions/positions.ts'
import { COUNCIL_SEATS, ELECTION_VOTING_DAYS, NOMINATION_DAYS } from '#server/domain/elections/schedule.ts'
import { transact, type Ctx } from '../context.ts'
import { requireLockedRegion } from '../regions/require-locked-region.ts'
import { findDueElections, type DueElection } from './due-elections.ts'
import { openElection } from './open-election.ts'

/**
 * Opens an election by the region's interval, if it is still due once the region is locked. A council keeps the number of
 * its seats. Returns its id, or null.
 */
export async function openRecurringElection(
  ctx: Ctx,
  { regionId, position }: DueElection,
): Promise<string | null> {
  return transact(ctx, async (tx) => {
    const region = await requireLockedRegion(tx, regionId)
    const due = await findDueElections(tx.db, tx.now, regionId)
    if (!due.some((office) => office.position === position)) return null
    return openElection(tx, {
      region,
      position,
      seats: await seatsOf(tx.db, regionId, position),
      nominationDays: NOMINATION_DAYS.default,
      votingDurationDays: ELECTION_VOTING_DAYS.default,
      calledBy: null,
    })
  })
}

/** A council keeps the number of its seats. */
export async function seatsOf(db: Queryable, regionId: string, position: Position): Promise<number> {
  if (position !== 'council_member') return 1
  const [last] = await db
    .select({ seats: elections.seats })
    .from(elections)
    .where(and(eq(elections.regionId, regionId), eq(elections.position, position)))
    .orderBy(desc(elections.createdAt))
    .limit(1)
  return last?.seats ?? COUNCIL_SEATS.default
}
