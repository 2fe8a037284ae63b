import { isOpenForBusiness } from '#server/domain/regions/region-status.ts'
import { type Ctx } from '../context.ts'
import { findLinked } from './passages.ts'
import { nexusPlace, NEXUS_REF } from './place.ts'

export type Destination = { ref: string; displayName: string }

/** Where ships can travel to: the Nexus, and the open regions by name. */
export async function listDestinations(ctx: Ctx): Promise<Destination[]> {
  const nexus = await nexusPlace(ctx)
  const regions = (await findLinked(ctx)).filter(({ status }) => isOpenForBusiness(status))
  return [
    ...(nexus ? [{ ref: NEXUS_REF, displayName: nexus.displayName }] : []),
    ...regions.map(({ name, displayName }) => ({ ref: name, displayName })),
  ]
}
