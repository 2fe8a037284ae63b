import { and, eq, gt, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import { regions } from '#db/schema/platform/regions.ts'
import { votes } from '#db/schema/platform/voting.ts'
import { OPEN_STATUSES } from '#server/domain/regions/region-status.ts'
import { UNPAUSED_KINDS } from '#server/domain/voting/vote-kinds.ts'
import { KINDS_OF_VOTE } from '#server/domain/records/vote-words.ts'
import { transact, type Ctx } from '../context.ts'
import { notifyLater } from '../notifications/notify-later.ts'
import { sweepEach } from '../sweep-each.ts'
import { subjectOfVote } from './vote-subjects.ts'

/** How long before the close voters are reminded. Votes that are no longer than that are not announced twice. */
export const REMIND_BEFORE_MS = 86_400_000

/**
 * Reminds everybody who has not voted that a vote closes within a day, once per vote. What is due is found by the clock, so
 * nothing is lost with a queue. In a closed region nobody can vote, and its votes are extended later: the reminder waits.
 * Votes that run on meanwhile wait for nobody.
 */
export async function remindVoters(ctx: Ctx): Promise<void> {
  await sweepEach(ctx, await findClosingVotes(ctx), (vote) => remind(ctx, vote))
}

type ClosingVote = Awaited<ReturnType<typeof findClosingVotes>>[number]

/** Notices are sent by a job, since ballots wait while the vote's row is locked. */
async function remind(ctx: Ctx, { voteId, kind, subjectId, about, region }: ClosingVote): Promise<void> {
  await transact(ctx, async (tx) => {
    const [due] = await tx.db
      .update(votes)
      .set({ remindedAt: tx.now })
      .where(and(eq(votes.id, voteId), isNull(votes.remindedAt)))
      .returning({ id: votes.id })
    if (!due) return
    const { sentence, path } = KINDS_OF_VOTE[kind]
    await notifyLater(tx, {
      to: { kind: 'roll', voteId, notVoted: true },
      notice: {
        kind: `${kind}.closing-soon`,
        title: `${region?.displayName ?? 'Galactic Council'}: ${sentence(about, 'closes within a day')}`,
        body: 'You have not voted yet.',
        href: path(region?.name ?? '', subjectId),
        regionId: region?.id ?? null,
      },
    })
  })
}

async function findClosingVotes(ctx: Ctx) {
  const now = await ctx.clock.now(ctx.db)
  const subject = subjectOfVote(ctx.db)
  return ctx.db
    .select({
      voteId: votes.id,
      kind: votes.kind,
      subjectId: subject.subjectId,
      about: subject.about,
      region: { id: regions.id, name: regions.name, displayName: regions.displayName },
    })
    .from(votes)
    .crossJoinLateral(subject)
    .leftJoin(regions, eq(regions.id, votes.regionId))
    .where(
      and(
        eq(votes.state, 'open'),
        isNull(votes.remindedAt),
        gt(votes.closesAt, now),
        lte(votes.closesAt, new Date(now.getTime() + REMIND_BEFORE_MS)),
        sql`${votes.opensAt} < ${votes.closesAt} - interval '1 day'`,
        or(
          inArray(votes.kind, [...UNPAUSED_KINDS]),
          isNull(regions.id),
          inArray(regions.status, OPEN_STATUSES),
        ),
      ),
    )
}
