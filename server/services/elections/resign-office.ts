import { and, eq, isNull } from 'drizzle-orm'
import { offices } from '#db/schema/platform/elections.ts'
import { type Position } from '#server/domain/regions/positions.ts'
import { notFound } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { requireRegion } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'
import { notifyVacancy } from './notify-vacancy.ts'

/** Lays down an office. Until somebody is elected the owner acts. @throws NOT_FOUND for somebody who does not hold it. */
export async function resignOffice(
  ctx: Ctx,
  input: { region: string; position: Position },
): Promise<{ position: Position; endedAt: string }> {
  return transact(ctx, async (tx) => {
    const { userId, callsign } = requireUser(tx)
    const { position } = input
    const region = await requireRegion(tx, input.region)
    const [ended] = await tx.db
      .update(offices)
      .set({ endedAt: tx.now, endReason: 'resigned' })
      .where(
        and(
          eq(offices.regionId, region.id),
          eq(offices.position, position),
          eq(offices.userId, userId),
          isNull(offices.endedAt),
        ),
      )
      .returning({ id: offices.id })
    if (!ended) throw notFound('An office of yours')
    await tx.audit({
      action: 'office.resigned',
      regionId: region.id,
      subject: { type: 'office', id: ended.id },
      detail: { position },
    })
    await notifyVacancy(tx, region, { position, holderId: userId, title: `${callsign} has resigned` })
    return { position, endedAt: tx.now.toISOString() }
  })
}
