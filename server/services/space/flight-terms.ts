import { type FlightTerms } from '#server/galaxy/api/combat-calls.ts'
import { type Ctx } from '../context.ts'
import { bondsOf } from './find-treaty-bonds.ts'
import { type Whereabouts } from './where-one-is.ts'

/** What a galaxy has to know of a flight: with whom treaties forbid attacks. Null where the law forbids all of them. */
export async function flightTermsHere(
  ctx: Ctx,
  { place: { region }, part }: Whereabouts,
): Promise<FlightTerms> {
  if (!region || region.pvpRule === 'forbidden') return null
  const bonds = await bondsOf(ctx, part.homes)
  const truces = bonds.filter(({ effects }) => effects.nonAggression).map((bond) => bond.region.id)
  return { regionId: region.id, truces: [...new Set(truces)] }
}
