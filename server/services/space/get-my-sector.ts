import { type Theme } from '#server/domain/culture/theme.ts'
import { type GalaxySector } from '#server/galaxy/api/sector-calls.ts'
import { isGameError } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { requireUser } from '../require-actor.ts'
import { combatStatus, type CombatStatus } from './combat-status.ts'
import { marketTerms } from './market-terms.ts'
import { placeOfGalaxy } from './place.ts'
import { passagesAt, type PassageView } from './passages-at.ts'
import { confirmLanding, getPresence, hearOfDeparture, travellerOf } from './presence.ts'

export type SectorView = Omit<GalaxySector, 'sector' | 'pvpRule'> & {
  place: {
    id: string
    /** Name in addresses: a region's, or `nexus`. */
    ref: string
    kind: 'region' | 'nexus'
    displayName: string
    motto: string
    languagePack: Record<string, string>
    theme: Theme | null
    /** A region's gate; null in the Nexus, which has many. */
    gateSector: number | null
    /** Version of its map. */
    version: number
  }
  sector: Omit<GalaxySector['sector'], 'zone'> & { isGate: boolean }
  /** Whether the player can be attacked here, by law, zone and treaty. */
  combat: CombatStatus
  /** Where one can travel to from this sector; empty where no gate is. */
  passages: PassageView[]
}

/**
 * The player's sector with what is in it; null before they have begun. @throws UNAUTHORIZED, CONFLICT `travelling`,
 * NOT_FOUND when the galaxy is gone, UNAVAILABLE when it does not answer.
 */
export async function getMySector(
  ctx: Ctx,
  input: { pilotsPage: number; routeTo?: number | undefined; suggest?: boolean | undefined },
): Promise<SectorView | null> {
  const user = requireUser(ctx)
  const present = await getPresence(ctx, user.userId)
  if (!present) return null
  const place = await placeOfGalaxy(ctx, present.galaxyId)
  const { region } = place
  const { terms, bonds } = await marketTerms(ctx, place, user.userId)
  const {
    sector: { zone, ...sector },
    pvpRule,
    ...surroundings
  } = await galaxyClient(ctx, place.galaxyId)
    .getSector({
      ...travellerOf(user, place, present),
      ...terms,
      pilotsPage: input.pilotsPage,
      routeTo: input.routeTo === undefined ? null : { sectorId: input.routeTo, version: place.version },
      suggestOn: input.suggest ? place.version : null,
    })
    .catch(async (error: unknown) => {
      if (isGameError(error) && error.code === 'NOT_FOUND') await hearOfDeparture(ctx, present)
      throw error
    })
  await confirmLanding(ctx, present)
  const passages = await passagesAt(ctx, place, {
    ...surroundings,
    sectorId: sector.id,
    userId: user.userId,
  })
  const isGate = region ? region.gateSector === sector.id : passages.length > 0
  return {
    place: {
      id: place.id,
      ref: place.ref,
      kind: region ? 'region' : 'nexus',
      displayName: place.displayName,
      motto: region?.motto ?? '',
      languagePack: region?.languagePack ?? {},
      theme: region?.theme ?? null,
      gateSector: region?.gateSector ?? null,
      version: place.version,
    },
    sector: { ...sector, isGate },
    combat: combatStatus(pvpRule, zone, bonds),
    passages,
    ...surroundings,
  }
}
