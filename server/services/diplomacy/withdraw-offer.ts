import { GameError } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { rejectOffer } from './reject-offer.ts'
import { requireTreatySigner } from './require-signer.ts'
import { treatyState } from './treaty-state.ts'
import { type TreatyView } from './treaty-view.ts'

/** Takes one's own terms off the table, before the partner has signed them; that ends the negotiation. @throws FORBIDDEN, NOT_FOUND, CONFLICT. */
export async function withdrawOffer(
  ctx: Ctx,
  input: { treatyId: string; region: string },
): Promise<TreatyView> {
  return transact(ctx, async (tx) => {
    const { file, side, region, now } = await requireTreatySigner(tx, input)
    if (side !== treatyState(file).offeredBy)
      throw new GameError('CONFLICT', 'The terms on the table are the other region’s: refuse them instead.', {
        reason: 'not-own-offer',
      })
    const view = await rejectOffer(tx, { file, side, now })
    await tx.audit({
      action: 'treaty.withdrawn',
      regionId: region.id,
      subject: { type: 'treaty', id: file.treaty.id },
    })
    return view
  })
}
