import { and, eq } from 'drizzle-orm'
import { treaties, treatySides } from '#db/schema/platform/diplomacy.ts'
import { settleTreatyJob } from '#jobs/diplomacy/settle-treaty.ts'
import { job } from '#jobs/outbox.ts'
import { checkCounterTerms } from '#server/domain/diplomacy/counter-offer.ts'
import { advanceTreaty, otherSide } from '#server/domain/diplomacy/treaty-machine.ts'
import { transact, type Ctx } from '../context.ts'
import { refused } from '../refused.ts'
import { requireUser } from '../require-actor.ts'
import { recordOffer, requireTerms } from './place-offer.ts'
import { requireTreaty } from './queries.ts'
import { requireTreatySigner } from './require-signer.ts'
import { notifyBothSides } from './save-treaty.ts'
import { termsAt, treatyState } from './treaty-state.ts'
import { treatyView, type TreatyView } from './treaty-view.ts'

/**
 * Answers an offer with other terms of the same type: they replace the old ones, signed by their sender, and the window
 * restarts. @throws BAD_REQUEST for terms outside the bounds or the same as before, FORBIDDEN, NOT_FOUND, CONFLICT for
 * one's own terms, after ten rounds, and at any other stage.
 */
export async function counterTreaty(
  ctx: Ctx,
  input: { treatyId: string; region: string; terms: Record<string, unknown> },
): Promise<TreatyView> {
  return transact(ctx, async (tx) => {
    const { userId } = requireUser(tx)
    const { file, side, region, now } = await requireTreatySigner(tx, input)
    const { treaty, parties } = file
    const verdict = advanceTreaty(treatyState(file), { type: 'countered', side }, termsAt(file, now))
    if (!verdict.ok) throw refused('CONFLICT', verdict)
    const terms = requireTerms(treaty.treatyType, input.terms)
    const changes = checkCounterTerms(treaty.terms, terms)
    if (!changes.ok) throw refused('BAD_REQUEST', changes)

    const { round, ratifyBy } = verdict.value
    await tx.db
      .update(treaties)
      .set({ terms, offeredBy: region.id, round, windowClosesAt: ratifyBy })
      .where(eq(treaties.id, treaty.id))
    const sideOf = (regionId: string) =>
      and(eq(treatySides.treatyId, treaty.id), eq(treatySides.regionId, regionId))
    await tx.db.update(treatySides).set({ signedBy: userId, signedAt: now }).where(sideOf(region.id))
    await tx.db
      .update(treatySides)
      .set({ signedBy: null, signedAt: null })
      .where(sideOf(parties[otherSide(side)].id))
    await recordOffer(tx, { treatyId: treaty.id, round, regionId: region.id, terms })
    await tx.audit({
      action: 'treaty.countered',
      regionId: region.id,
      subject: { type: 'treaty', id: treaty.id },
      detail: { round, changes: changes.value },
    })
    await tx.enqueue(job(settleTreatyJob, { treatyId: treaty.id }, ratifyBy))
    const countered = await requireTreaty(tx.db, treaty.id)
    await notifyBothSides(tx, countered, 'countered')
    return treatyView(countered)
  })
}
