import { bestReliefBp } from '#server/domain/diplomacy/treaty-effects.ts'
import { type MarketTerms } from '#server/galaxy/api/pilot-terms.ts'
import { type Ctx } from '../context.ts'
import { getNexusSettings } from '../council/get-nexus-settings.ts'
import { getStanding } from '../regions/require-region.ts'
import { type Place } from './place.ts'
import { bondsOf, findTreatyBonds, type TreatyBond } from './find-treaty-bonds.ts'
import { type Whereabouts } from './where-one-is.ts'

/** Terms, and the treaties they follow from. */
export type TermsAndBonds = { terms: MarketTerms; bonds: TreatyBond[] }

/**
 * Under which terms somebody trades in a place, and the treaties they follow from. No treaty binds the Nexus, which has no tariff
 * either. `userId` is the actor.
 */
export async function marketTerms(ctx: Ctx, { region }: Place, userId: string): Promise<TermsAndBonds> {
  if (!region) return nexusTerms(ctx)
  const bonds = await findTreatyBonds(ctx, userId)
  const { membership, isOwner, offices } = await getStanding(ctx, region)
  const isLocal = membership === 'resident' || membership === 'citizen'
  return regionTerms(region, bonds, { isLocal, governs: isOwner || offices.length > 0 })
}

/** The same where the player is. */
export async function marketTermsHere(ctx: Ctx, { place, part }: Whereabouts): Promise<TermsAndBonds> {
  if (!place.region) return nexusTerms(ctx)
  return regionTerms(place.region, await bondsOf(ctx, part.homes), part)
}

async function nexusTerms(ctx: Ctx): Promise<TermsAndBonds> {
  const { nexusTaxBp } = await getNexusSettings(ctx.db)
  return { terms: { regionId: null, nexusTaxBp, reliefBp: 0, isLocal: true, governs: false }, bonds: [] }
}

function regionTerms(
  { id }: { id: string },
  bonds: TreatyBond[],
  { isLocal, governs }: Pick<MarketTerms, 'isLocal' | 'governs'>,
): TermsAndBonds {
  const here = bonds.filter((bond) => bond.region.id === id)
  const reliefBp = bestReliefBp(here.map(({ effects }) => effects))
  return { terms: { regionId: id, nexusTaxBp: null, reliefBp, isLocal, governs }, bonds }
}
