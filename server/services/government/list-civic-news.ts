import { and, desc, eq, exists, gt, ne, or } from 'drizzle-orm'
import { memberships } from '#db/schema/platform/membership.ts'
import { laws, regions } from '#db/schema/platform/regions.ts'
import { whereabouts } from '#db/schema/platform/travel.ts'
import { DAY_MS } from '#server/domain/utc-day.ts'
import { type Ctx } from '../context.ts'
import { requireUser } from '../require-actor.ts'
import { listMyVotes, type MyVote } from './list-my-votes.ts'

const DAYS = 7
const LAWS = 10
const VOTES = 5

export type CivicNews = {
  /** Of the last seven days, newest first. */
  laws: { number: number; title: string; enactedAt: string; region: { name: string; displayName: string } }[]
  /** Open votes of the player, the next to close first. */
  votes: Pick<MyVote, 'subject' | 'subjectId' | 'title' | 'region' | 'closesAt' | 'hasVoted'>[]
}

/**
 * New laws of the regions of which the player is a citizen and of the one where their ship is, and the votes that wait for them.
 * @throws UNAUTHORIZED.
 */
export async function listCivicNews(ctx: Ctx): Promise<CivicNews> {
  const { userId } = requireUser(ctx)
  const since = new Date((await ctx.clock.now(ctx.db)).getTime() - DAYS * DAY_MS)
  const citizenship = ctx.db
    .select({ one: memberships.userId })
    .from(memberships)
    .where(
      and(
        eq(memberships.regionId, regions.id),
        eq(memberships.userId, userId),
        eq(memberships.type, 'citizen'),
      ),
    )
  const ship = ctx.db
    .select({ one: whereabouts.userId })
    .from(whereabouts)
    .where(and(eq(whereabouts.galaxyId, regions.galaxyId), eq(whereabouts.userId, userId)))
  const enacted = await ctx.db
    .select({
      number: laws.number,
      title: laws.title,
      enactedAt: laws.enactedAt,
      region: { name: regions.name, displayName: regions.displayName },
    })
    .from(laws)
    .innerJoin(regions, eq(regions.id, laws.regionId))
    .where(
      and(gt(laws.enactedAt, since), ne(regions.status, 'terminated'), or(exists(citizenship), exists(ship))),
    )
    .orderBy(desc(laws.enactedAt), desc(laws.number))
    .limit(LAWS)
  const { items } = await listMyVotes(ctx, { show: 'open', page: 1, pageSize: VOTES })
  return {
    laws: enacted.map(({ enactedAt, ...law }) => ({ ...law, enactedAt: enactedAt.toISOString() })),
    votes: items.map(({ subject, subjectId, title, region, closesAt, hasVoted }) => ({
      ...{ subject, subjectId, title, region, closesAt, hasVoted },
    })),
  }
}
