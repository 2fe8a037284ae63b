import { isOpenForBusiness } from '#server/domain/regions/region-status.ts'
import { type Ctx } from '../context.ts'
import { findLinked } from './passages.ts'
import { requireUser } from '../require-actor.ts'
import { nexusPlace, NEXUS_REF } from './place.ts'
import { getPresence } from './presence.ts'

export type Destination = {
  ref: string
  displayName: string
  /** The reader’s ship is there. */
  isHere: boolean
}

/** Where ships can travel to: the Nexus, and the open regions by name. */
export async function listDestinations(ctx: Ctx): Promise<Destination[]> {
  const nexus = await nexusPlace(ctx)
  const present = await getPresence(ctx, requireUser(ctx).userId)
  const regions = (await findLinked(ctx)).filter(({ status }) => isOpenForBusiness(status))
  return [
    ...(nexus
      ? [{ ref: NEXUS_REF, displayName: nexus.displayName, isHere: present?.galaxyId === nexus.galaxyId }]
      : []),
    ...regions.map(({ name, displayName, galaxyId }) => ({
      ref: name,
      displayName,
      isHere: present?.galaxyId === galaxyId,
    })),
  ]
}
