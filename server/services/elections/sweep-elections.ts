import { and, eq, inArray, lte } from 'drizzle-orm'
import { elections } from '#db/schema/platform/elections.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { OPEN_STATUSES } from '#server/domain/regions/region-status.ts'
import { type Ctx } from '../context.ts'
import { findDueVotes } from '../voting/find-due-votes.ts'
import { closeElection } from './close-election.ts'
import { findDueElections } from './due-elections.ts'
import { endLapsedOffices } from './end-lapsed-offices.ts'
import { openRecurringElection } from './open-recurring-election.ts'
import { openVoting } from './open-voting.ts'
import { sweepRecalls } from './sweep-recalls.ts'

/**
 * Advances all due elections and recalls, whatever became of its jobs: nominations to the vote, votes to the count, lapsed
 * terms to their end, and recurring elections to their opening. Offices that the count hands over do not lapse first.
 */
export async function sweepElections(ctx: Ctx): Promise<void> {
  for (const electionId of await findElectionsToOpen(ctx))
    await attempt(ctx, { electionId }, () => openVoting(ctx, { electionId }))
  for (const { id: electionId } of await findDueVotes(ctx, 'election'))
    await attempt(ctx, { electionId }, () => closeElection(ctx, { electionId }))
  await sweepRecalls(ctx)
  for (const due of await findDueElections(ctx.db, await ctx.clock.now(ctx.db)))
    await attempt(ctx, due, () => openRecurringElection(ctx, due))
  await endLapsedOffices(ctx)
}

async function findElectionsToOpen(ctx: Ctx): Promise<string[]> {
  const rows = await ctx.db
    .select({ id: elections.id })
    .from(elections)
    .innerJoin(regions, eq(regions.id, elections.regionId))
    .where(
      and(
        eq(elections.status, 'pending'),
        lte(elections.votingOpensAt, await ctx.clock.now(ctx.db)),
        inArray(regions.status, OPEN_STATUSES),
      ),
    )
  return rows.map(({ id }) => id)
}

async function attempt(ctx: Ctx, what: Record<string, string>, step: () => Promise<unknown>) {
  try {
    await step()
  } catch (error) {
    ctx.log.error({ err: error, ...what }, 'an election could not be advanced; will retry')
  }
}
