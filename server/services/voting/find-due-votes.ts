import { and, eq, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import { regions } from '#db/schema/platform/regions.ts'
import { votes } from '#db/schema/platform/voting.ts'
import { OPEN_STATUSES } from '#server/domain/regions/region-status.ts'
import { UNPAUSED_KINDS, type VoteKind } from '#server/domain/voting/vote-kinds.ts'
import { type Ctx } from '../context.ts'
import { subjectOfVote } from './vote-subjects.ts'

/** The subjects (ids) of one kind whose votes are due, for the sweeps; those of closed regions wait, unless they run on. */
export async function findDueVotes(ctx: Ctx, kind: VoteKind): Promise<{ id: string }[]> {
  const subject = subjectOfVote(ctx.db)
  return ctx.db
    .selectDistinct({ id: sql<string>`${subject.subjectId}`.as('id') })
    .from(votes)
    .crossJoinLateral(subject)
    .leftJoin(regions, eq(regions.id, votes.regionId))
    .where(
      and(
        eq(votes.kind, kind),
        eq(votes.state, 'open'),
        lte(votes.closesAt, await ctx.clock.now(ctx.db)),
        or(
          inArray(votes.kind, [...UNPAUSED_KINDS]),
          isNull(regions.id),
          inArray(regions.status, OPEN_STATUSES),
        ),
      ),
    )
}
