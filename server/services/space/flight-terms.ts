import { type FlightTerms } from '#server/galaxy/api/combat-calls.ts'
import { type Ctx } from '../context.ts'
import { findTreatyBonds } from './find-treaty-bonds.ts'
import { type Place } from './place.ts'

/** What a galaxy has to know of a flight: with whom treaties forbid attacks. Null where the law forbids all of them. */
export async function flightTermsFor(ctx: Ctx, { region }: Place, userId: string): Promise<FlightTerms> {
  if (!region || region.pvpRule === 'forbidden') return null
  const bonds = await findTreatyBonds(ctx, userId)
  const truces = bonds.filter(({ effects }) => effects.nonAggression).map((bond) => bond.region.id)
  return { regionId: region.id, truces: [...new Set(truces)] }
}
