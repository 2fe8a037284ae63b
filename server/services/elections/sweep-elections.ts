import { and, eq, inArray, lte } from 'drizzle-orm'
import { elections } from '#db/schema/platform/elections.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { OPEN_STATUSES } from '#server/domain/regions/region-status.ts'
import { type Ctx } from '../context.ts'
import { findDueVotes } from '../voting/find-due-votes.ts'
import { sweepEach } from '../sweep-each.ts'
import { closeElection } from './close-election.ts'
import { findDueElections } from './due-elections.ts'
import { endLapsedOffices } from './end-lapsed-offices.ts'
import { openRecurringElection } from './open-recurring-election.ts'
import { openVoting } from './open-voting.ts'
import { sweepRecalls } from './sweep-recalls.ts'

/**
 * Advances all due elections and recalls, even if their jobs were lost: nominations to the vote, votes to the count, lapsed
 * terms to their end, and recurring elections to their opening. Offices that the count hands over do not lapse first.
 */
export async function sweepElections(ctx: Ctx): Promise<void> {
  await sweepEach(ctx, await findElectionsToOpen(ctx), (election) => openVoting(ctx, election))
  await sweepEach(ctx, await findDueVotes(ctx, 'election'), ({ id }) =>
    closeElection(ctx, { electionId: id }),
  )
  await sweepRecalls(ctx)
  const recurring = await findDueElections(ctx.db, await ctx.clock.now(ctx.db))
  await sweepEach(ctx, recurring, (election) => openRecurringElection(ctx, election))
  await endLapsedOffices(ctx)
}

async function findElectionsToOpen(ctx: Ctx) {
  return ctx.db
    .select({ electionId: elections.id })
    .from(elections)
    .innerJoin(regions, eq(regions.id, elections.regionId))
    .where(
      and(
        eq(elections.status, 'pending'),
        lte(elections.votingOpensAt, await ctx.clock.now(ctx.db)),
        inArray(regions.status, OPEN_STATUSES),
      ),
    )
}
