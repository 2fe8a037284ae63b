import { and, eq, gt, inArray, isNull, lte, ne } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { recalls, recallSignatures } from '#db/schema/platform/elections.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { POSITION_LABELS } from '#server/domain/elections/election-rules.ts'
import { recallPath } from '#server/domain/regions/paths.ts'
import { OPEN_STATUSES } from '#server/domain/regions/region-status.ts'
import { transact, type Ctx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { REMIND_BEFORE_MS } from '../voting/remind-voters.ts'
import { sweepEach } from '../sweep-each.ts'

/** Reminds every citizen who has not signed that a petition ends within a day. In a closed region the reminder waits. */
export async function remindSigners(ctx: Ctx): Promise<void> {
  const now = await ctx.clock.now(ctx.db)
  const ending = await findEndingPetitions(ctx.db, now)
  await sweepEach(ctx, ending, (petition) => remindOfPetition(ctx, petition))
}

/** A petition has no roll, so current citizens are reminded, each once, because the notice names the petition. */
async function remindOfPetition(
  ctx: Ctx,
  petition: Awaited<ReturnType<typeof findEndingPetitions>>[number],
): Promise<void> {
  await transact(ctx, async (tx) => {
    // Of two concurrent sweeps the second waits, and then sees the notices of the first.
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
        inArray(regions.status, OPEN_STATUSES),
        gt(recalls.petitionEndsAt, now),
        lte(recalls.petitionEndsAt, new Date(now.getTime() + REMIND_BEFORE_MS)),
      ),
    )
}
