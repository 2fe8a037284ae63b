import { and, eq, exists, inArray, isNull, lte, sql } from 'drizzle-orm'
import { elections, offices } from '#db/schema/platform/elections.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { POSITION_LABELS } from '#server/domain/elections/election-rules.ts'
import { type Position } from '#server/domain/regions/positions.ts'
import { endsWithTerm } from '#server/domain/elections/head.ts'
import { regionPath } from '#server/domain/regions/paths.ts'
import { transact, type Ctx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { OPEN_STAGES } from './queries.ts'

/**
 * Ends the offices whose term is over, of one position or of all, so that the owner acts until the next election. While an
 * election for the office is under way its holders carry on and hand over to the winners.
 */
export async function endLapsedOffices(
  ctx: Ctx,
  only?: { regionId: string; position: Position },
): Promise<void> {
  await transact(ctx, async (tx) => {
    const successionUnderWay = tx.db
      .select({ id: elections.id })
      .from(elections)
      .where(
        and(
          eq(elections.regionId, offices.regionId),
          eq(elections.position, offices.position),
          inArray(elections.status, [...OPEN_STAGES]),
        ),
      )
    const lapsed = await tx.db
      .select({
        id: offices.id,
        endsAt: offices.termUntil,
        successionUnderWay: sql<boolean>`${exists(successionUnderWay)}`,
      })
      .from(offices)
      .where(
        and(
          isNull(offices.endedAt),
          lte(offices.termUntil, tx.now),
          only && eq(offices.regionId, only.regionId),
          only && eq(offices.position, only.position),
        ),
      )
      .for('update')
    const over = lapsed.filter((office) => endsWithTerm(office, { ...office, now: tx.now }))
    if (over.length === 0) return
    const ended = await tx.db
      .update(offices)
      .set({ endedAt: tx.now, endReason: 'term_over' })
      .where(
        inArray(
          offices.id,
          over.map(({ id }) => id),
        ),
      )
      .returning()
    for (const { id, regionId, position, userId } of ended) {
      const [region] = await tx.db.select().from(regions).where(eq(regions.id, regionId))
      await tx.audit({
        action: 'office.term-over',
        regionId,
        subject: { type: 'office', id },
        detail: { position, userId },
      })
      tx.publish({ audience: { kind: 'region', regionId }, topic: 'election' })
      if (!region) continue
      await notify(tx, {
        userIds: [userId, region.ownerId],
        kind: 'office.vacant',
        title: `${region.displayName}: a term is over (${POSITION_LABELS[position].toLowerCase()})`,
        body: 'The owner acts until somebody is elected.',
        href: regionPath(region.name),
        regionId,
      })
    }
  })
}
