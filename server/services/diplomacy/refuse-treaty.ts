import { GameError } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { rejectOffer } from './reject-offer.ts'
import { requireTreatySigner } from './require-signer.ts'
import { treatyState } from './treaty-state.ts'
import { type TreatyView } from './treaty-view.ts'

/** Refuses an offer of the other side. @throws FORBIDDEN, NOT_FOUND, CONFLICT for one's own offer or once it is signed. */
export async function refuseTreaty(
  ctx: Ctx,
  input: { treatyId: string; region: string },
): Promise<TreatyView> {
  return transact(ctx, async (tx) => {
    const { file, side, region, now } = await requireTreatySigner(tx, input)
    if (side === treatyState(file).offeredBy)
      throw new GameError('CONFLICT', 'These are your own terms: withdraw them instead.', {
        reason: 'own-offer',
      })
    const view = await rejectOffer(tx, { file, side, now })
    await tx.audit({
      action: 'treaty.refused',
      regionId: region.id,
      subject: { type: 'treaty', id: file.treaty.id },
    })
    return view
  })
}
