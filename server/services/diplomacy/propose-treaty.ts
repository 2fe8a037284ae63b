import { mayOfferTreaty } from '#server/domain/diplomacy/renewal.ts'
import { type TreatyType } from '#server/domain/diplomacy/treaty-types.ts'
import { GameError } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { refused } from '../refused.ts'
import { requireRegion } from '../regions/require-region.ts'
import { lockBoth, placeOffer, requireTerms } from './place-offer.ts'
import { findTreatiesBetween } from './queries.ts'
import { requireSigner } from './require-signer.ts'
import { treatyView, type TreatyView } from './treaty-view.ts'

export type ProposeTreatyInput = {
  /** The actor's region and the one it offers the treaty to, each by id or name; without it the one they govern. */
  region?: string | undefined
  partner: string
  treatyType: TreatyType
  /** As the wire writes them; read by the rules of `treatyType`. */
  terms: Record<string, unknown>
}

/**
 * Offers a treaty (DESIGN.md §3 Diplomacy): the offer is the offering side's signature. It lapses unless both sides ratify
 * within the window. @throws BAD_REQUEST for terms outside the bounds or oneself as partner, FORBIDDEN, NOT_FOUND, CONFLICT.
 */
export async function proposeTreaty(ctx: Ctx, input: ProposeTreatyInput): Promise<TreatyView> {
  return transact(ctx, async (tx) => {
    const { id: regionId } = await requireSigner(tx, input.region)
    const { treatyType } = input
    const { id: partnerId } = await requireRegion(tx, input.partner)
    if (partnerId === regionId)
      throw new GameError('BAD_REQUEST', 'A treaty needs another region.', {
        reason: 'same-region',
        issues: [{ path: 'partner', message: 'Choose another region.' }],
      })
    const terms = requireTerms(treatyType, input.terms)
    await lockBoth(tx, regionId, partnerId)
    const between = await findTreatiesBetween(tx.db, regionId, partnerId)
    const verdict = mayOfferTreaty(
      treatyType,
      between.map(({ treaty }) => treaty),
    )
    if (!verdict.ok) throw refused('CONFLICT', verdict)
    return treatyView(await placeOffer(tx, { regionId, partnerId, terms }))
  })
}
