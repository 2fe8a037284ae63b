import { and, eq, isNull } from 'drizzle-orm'
import { offices } from '#db/schema/platform/elections.ts'
import { POSITION_LABELS } from '#server/domain/elections/election-rules.ts'
import { type Position } from '#server/domain/elections/election-types.ts'
import { regionPath } from '#server/domain/regions/paths.ts'
import { notFound } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { requireRegion } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'

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
    tx.publish({ audience: { kind: 'region', regionId: region.id }, topic: 'election' })
    await notify(tx, {
      userIds: [region.ownerId],
      kind: 'office.vacant',
      title: `${callsign} has resigned (${POSITION_LABELS[position].toLowerCase()}, ${region.displayName})`,
      body: 'Where the office is vacant the owner acts until somebody is elected.',
      href: regionPath(region.name),
      regionId: region.id,
    })
    return { position, endedAt: tx.now.toISOString() }
  })
}
