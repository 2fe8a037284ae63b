import { GameError } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { rejectOffer } from './reject-offer.ts'
import { requireTreatySigner } from './require-signer.ts'
import { type TreatyView } from './treaty-view.ts'

/** Takes back an offer that the partner has not signed. @throws FORBIDDEN, NOT_FOUND, CONFLICT. */
export async function withdrawOffer(
  ctx: Ctx,
  input: { treatyId: string; region: string },
): Promise<TreatyView> {
  return transact(ctx, async (tx) => {
    const { file, side, region, now } = await requireTreatySigner(tx, input)
    if (side === 'b')
      throw new GameError('CONFLICT', 'The other region made this offer: refuse it instead.', {
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
