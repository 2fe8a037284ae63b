import { and, eq, gt, inArray, isNull, lte, ne, sql, type SQL } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { treaties, treatySides } from '#db/schema/platform/diplomacy.ts'
import { elections, recalls, recallSignatures } from '#db/schema/platform/elections.ts'
import { policies } from '#db/schema/platform/policies.ts'
import { councilMotions } from '#db/schema/platform/council.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { ballots, rollEntries, rolls } from '#db/schema/platform/voting.ts'
import { TREATY_LABELS } from '#server/domain/diplomacy/treaty-labels.ts'
import { POSITION_LABELS } from '#server/domain/elections/election-rules.ts'
import { electionPath, motionPath, policyPath, recallPath, treatyPath } from '#server/domain/regions/paths.ts'
import { OPEN_STATUSES } from '#server/domain/regions/region-status.ts'
import { transact, type Ctx } from '../context.ts'
import { notify } from '../notifications/notify.ts'

/** How long before the close voters are reminded. Votes that are no longer than that are not announced twice. */
export const REMIND_BEFORE_MS = 86_400_000

/** In a region that is closed nobody can vote, and the time comes back: the reminder waits. Treaties wait for nobody. */
const REGION_IS_OPEN = inArray(regions.status, OPEN_STATUSES)

type ClosingVote = { rollId: string; regionId: string | null; kind: string; title: string; href: string }

/**
 * Tells everybody who has not voted that a vote closes within a day, once a vote, and every citizen who has not signed that a
 * petition does. What is due is found by the clock, so nothing is lost with a queue.
 */
export async function remindVoters(ctx: Ctx): Promise<void> {
  const now = await ctx.clock.now(ctx.db)
  for (const vote of await findClosingVotes(ctx.db, now)) {
    try {
      await remind(ctx, vote)
    } catch (error) {
      ctx.log.error(
        { err: error, rollId: vote.rollId },
        'voters were not reminded; the next sweep tries again',
      )
    }
  }
  for (const petition of await findEndingPetitions(ctx.db, now)) {
    try {
      await remindOfPetition(ctx, petition)
    } catch (error) {
      ctx.log.error(
        { err: error, recallId: petition.id },
        'citizens were not reminded; the next sweep tries again',
      )
    }
  }
}

/** A petition has no roll: those are told who are citizens now, each once, because the notice names the petition. */
async function remindOfPetition(
  ctx: Ctx,
  petition: Awaited<ReturnType<typeof findEndingPetitions>>[number],
): Promise<void> {
  await transact(ctx, async (tx) => {
    // Two sweeps at once: the second waits, and then sees whom the first has told.
    const [open] = await tx.db
      .select({ id: recalls.id })
      .from(recalls)
      .where(and(eq(recalls.id, petition.id), eq(recalls.status, 'petition')))
      .for('update')
    if (!open) return
    const missing = await tx.db
      .select({ userId: memberships.userId })
      .from(memberships)
      .leftJoin(
        recallSignatures,
        and(eq(recallSignatures.recallId, petition.id), eq(recallSignatures.userId, memberships.userId)),
      )
      .where(
        and(
          eq(memberships.regionId, petition.regionId),
          eq(memberships.type, 'citizen'),
          ne(memberships.userId, petition.holderId),
          isNull(recallSignatures.userId),
        ),
      )
    await notify(tx, {
      userIds: missing.map(({ userId }) => userId),
      kind: 'recall.petition-ending',
      title: `${petition.displayName}: the petition for a recall ends within a day (${POSITION_LABELS[petition.position].toLowerCase()})`,
      body: 'You have not signed it. Without enough signatures there is no vote.',
      href: recallPath(petition.region, petition.id),
      regionId: petition.regionId,
      once: true,
    })
  })
}

async function findEndingPetitions(db: Queryable, now: Date) {
  return db
    .select({
      id: recalls.id,
      regionId: recalls.regionId,
      region: regions.name,
      displayName: regions.displayName,
      position: recalls.position,
      holderId: recalls.holderId,
    })
    .from(recalls)
    .innerJoin(regions, eq(regions.id, recalls.regionId))
    .where(
      and(
        eq(recalls.status, 'petition'),
        REGION_IS_OPEN,
        gt(recalls.petitionEndsAt, now),
        lte(recalls.petitionEndsAt, new Date(now.getTime() + REMIND_BEFORE_MS)),
      ),
    )
}

async function remind(ctx: Ctx, { rollId, regionId, kind, title, href }: ClosingVote): Promise<void> {
  await transact(ctx, async (tx) => {
    const [due] = await tx.db
      .update(rolls)
      .set({ remindedAt: tx.now })
      .where(and(eq(rolls.id, rollId), isNull(rolls.remindedAt)))
      .returning({ id: rolls.id })
    if (!due) return
    const missing = await tx.db
      .select({ userId: rollEntries.userId })
      .from(rollEntries)
      .leftJoin(ballots, and(eq(ballots.rollId, rollEntries.rollId), eq(ballots.userId, rollEntries.userId)))
      .where(and(eq(rollEntries.rollId, rollId), isNull(ballots.userId)))
    await notify(tx, {
      userIds: missing.map(({ userId }) => userId),
      kind,
      title,
      body: 'You have not voted yet.',
      href,
      ...(regionId === null ? {} : { regionId }),
    })
  })
}

async function findClosingVotes(db: Queryable, now: Date): Promise<ClosingVote[]> {
  const soon = (closesAt: SQL) =>
    and(
      isNull(rolls.remindedAt),
      gt(closesAt, now.toISOString()),
      lte(closesAt, new Date(now.getTime() + REMIND_BEFORE_MS).toISOString()),
      sql`${rolls.openedAt} < ${closesAt} - interval '1 day'`,
    )
  const region = { regionId: regions.id, region: regions.name, displayName: regions.displayName }
  const motions = await db
    .select({ rollId: rolls.id, ...region, id: policies.id, title: policies.title })
    .from(policies)
    .innerJoin(rolls, eq(rolls.id, policies.rollId))
    .innerJoin(regions, eq(regions.id, policies.regionId))
    .where(and(eq(policies.status, 'voting'), REGION_IS_OPEN, soon(sql`${policies.votingClosesAt}`)))
  const races = await db
    .select({ rollId: rolls.id, ...region, id: elections.id, position: elections.position })
    .from(elections)
    .innerJoin(rolls, eq(rolls.id, elections.rollId))
    .innerJoin(regions, eq(regions.id, elections.regionId))
    .where(and(eq(elections.status, 'active'), REGION_IS_OPEN, soon(sql`${elections.votingClosesAt}`)))
  const ratifications = await db
    .select({ rollId: rolls.id, ...region, id: treaties.id, treatyType: treaties.treatyType })
    .from(treatySides)
    .innerJoin(treaties, eq(treaties.id, treatySides.treatyId))
    .innerJoin(rolls, eq(rolls.id, treatySides.rollId))
    .innerJoin(regions, eq(regions.id, treatySides.regionId))
    .where(
      and(
        eq(treaties.status, 'ratifying'),
        eq(treatySides.status, 'voting'),
        soon(sql`${treatySides.votingClosesAt}`),
      ),
    )
  const removals = await db
    .select({ rollId: rolls.id, ...region, id: recalls.id, position: recalls.position })
    .from(recalls)
    .innerJoin(rolls, eq(rolls.id, recalls.rollId))
    .innerJoin(regions, eq(regions.id, recalls.regionId))
    .where(and(eq(recalls.status, 'voting'), REGION_IS_OPEN, soon(sql`${recalls.votingClosesAt}`)))
  const councilVotes = await db
    .select({ rollId: rolls.id, id: councilMotions.id, title: councilMotions.title })
    .from(councilMotions)
    .innerJoin(rolls, eq(rolls.id, councilMotions.rollId))
    .where(and(eq(councilMotions.status, 'voting'), soon(sql`${councilMotions.votingClosesAt}`)))
  return [
    ...removals.map((vote) => ({
      ...vote,
      kind: 'recall.closing-soon',
      title: `${vote.displayName}: the vote on a recall closes within a day (${POSITION_LABELS[vote.position].toLowerCase()})`,
      href: recallPath(vote.region, vote.id),
    })),
    ...councilVotes.map((vote) => ({
      rollId: vote.rollId,
      regionId: null,
      kind: 'council.closing-soon',
      title: `Galactic Council: the vote on “${vote.title}” closes within a day`,
      href: motionPath(vote.id),
    })),
    ...motions.map((vote) => ({
      ...vote,
      kind: 'policy.closing-soon',
      title: `${vote.displayName}: the vote on “${vote.title}” closes within a day`,
      href: policyPath(vote.region, vote.id),
    })),
    ...races.map((vote) => ({
      ...vote,
      kind: 'election.closing-soon',
      title: `${vote.displayName}: the election closes within a day (${POSITION_LABELS[vote.position].toLowerCase()})`,
      href: electionPath(vote.region, vote.id),
    })),
    ...ratifications.map((vote) => ({
      ...vote,
      kind: 'treaty.closing-soon',
      title: `${vote.displayName}: the vote on a treaty closes within a day (${TREATY_LABELS[vote.treatyType].toLowerCase()})`,
      href: treatyPath(vote.region, vote.id),
    })),
  ]
}
