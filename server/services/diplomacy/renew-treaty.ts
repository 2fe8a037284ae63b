import { mayOfferTreaty, mayRenewTreaty } from '#server/domain/diplomacy/renewal.ts'
import { otherSide } from '#server/domain/diplomacy/treaty-machine.ts'
import { transact, type Ctx } from '../context.ts'
import { refused } from '../refused.ts'
import { lockBoth, placeOffer, requireTerms } from './place-offer.ts'
import { findTreatiesBetween, requireSide, requireTreaty } from './queries.ts'
import { requireSigner } from './require-signer.ts'
import { treatyView, type TreatyView } from './treaty-view.ts'

/**
 * Offers to renew a treaty in its last thirty days, with the same terms or others. The offer is linked to the old treaty, is
 * answered and ratified as any other, and its term counts from the old one's end. @throws BAD_REQUEST for terms outside the
 * bounds, FORBIDDEN, NOT_FOUND, CONFLICT when there is nothing to renew yet or an offer of the type is open.
 */
export async function renewTreaty(
  ctx: Ctx,
  input: { treatyId: string; region: string; terms: Record<string, unknown> },
): Promise<TreatyView> {
  return transact(ctx, async (tx) => {
    const { id: regionId } = await requireSigner(tx, input.region)
    const found = await requireTreaty(tx.db, input.treatyId)
    const { id: partnerId } = found.parties[otherSide(requireSide(found, regionId))]
    const terms = requireTerms(found.treaty.treatyType, input.terms)
    await lockBoth(tx, regionId, partnerId)
    const { treaty } = await requireTreaty(tx.db, input.treatyId)
    const renewal = mayRenewTreaty(treaty, await tx.clock.now(tx.db))
    if (!renewal.ok) throw refused('CONFLICT', renewal)
    const between = await findTreatiesBetween(tx.db, regionId, partnerId)
    const verdict = mayOfferTreaty(
      treaty.treatyType,
      between.map((other) => other.treaty),
      treaty.id,
    )
    if (!verdict.ok) throw refused('CONFLICT', verdict)
    return treatyView(await placeOffer(tx, { regionId, partnerId, terms, renews: treaty }))
  })
}
