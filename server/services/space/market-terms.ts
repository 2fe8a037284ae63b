import { bestReliefBp } from '#server/domain/diplomacy/treaty-effects.ts'
import { type MarketTerms } from '#server/galaxy/api/pilot-terms.ts'
import { type Ctx } from '../context.ts'
import { getNexusSettings } from '../council/get-nexus-settings.ts'
import { getStanding } from '../regions/require-region.ts'
import { type Place } from './place.ts'
import { findTreatyBonds, type TreatyBond } from './find-treaty-bonds.ts'

/**
 * Under which terms somebody trades in a place, and the treaties they follow from. No treaty binds the Nexus, which has no tariff
 * either. `userId` is the actor.
 */
export async function marketTerms(
  ctx: Ctx,
  { region }: Place,
  userId: string,
): Promise<{ terms: MarketTerms; bonds: TreatyBond[] }> {
  if (!region) {
    const { nexusTaxBp } = await getNexusSettings(ctx.db)
    return { terms: { regionId: null, nexusTaxBp, reliefBp: 0, isLocal: true, governs: false }, bonds: [] }
  }
  const bonds = await findTreatyBonds(ctx, userId)
  const here = bonds.filter((bond) => bond.region.id === region.id)
  const { membership, isOwner, offices } = await getStanding(ctx, region)
  return {
    terms: {
      regionId: region.id,
      nexusTaxBp: null,
      reliefBp: bestReliefBp(here.map(({ effects }) => effects)),
      isLocal: membership === 'resident' || membership === 'citizen',
      governs: isOwner || offices.length > 0,
    },
    bonds,
  }
}
