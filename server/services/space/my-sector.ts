import { bestReliefBp } from '#server/domain/diplomacy/treaty-effects.ts'
import { type Theme } from '#server/domain/culture/theme.ts'
import { type Surroundings } from '#server/galaxy/galaxy-api.ts'
import { type Ctx } from '../context.ts'
import { getNexusSettings } from '../council/get-nexus-settings.ts'
import { galaxyOf } from '../galaxy/galaxy-of.ts'
import { requireUser } from '../require-actor.ts'
import { combatHere, type CombatHere } from './combat-here.ts'
import { placeOfGalaxy } from './place.ts'
import { confirmLanding, getWhereabouts, travellerOf } from './presence.ts'
import { treatyBonds } from './treaty-bonds.ts'

export type SectorView = Omit<Surroundings, 'sector' | 'pvpRule'> & {
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
  sector: Omit<Surroundings['sector'], 'zone'> & { isGate: boolean }
  /** Whether one may be attacked here, by law, zone and treaty. */
  combat: CombatHere
}

/**
 * Where the player is and what is there; null for who has not begun yet. @throws UNAUTHORIZED, NOT_FOUND when the galaxy
 * is gone, UNAVAILABLE when it does not answer.
 */
export async function mySector(ctx: Ctx, input: { pilotsPage: number }): Promise<SectorView | null> {
  const user = requireUser(ctx)
  const present = await getWhereabouts(ctx.db, user.userId)
  if (!present) return null
  const place = await placeOfGalaxy(ctx, present.galaxyId)
  const { region } = place
  // Treaties change tax and combat in regions only: no treaty binds the Nexus.
  const bonds = region ? await treatyBonds(ctx, user.userId) : []
  const here = bonds.filter((bond) => bond.region.id === region?.id)
  const {
    sector: { zone, ...sector },
    pvpRule,
    ...surroundings
  } = await galaxyOf(ctx, place.galaxyId).sector({
    ...travellerOf(user, place, present),
    regionId: region?.id ?? null,
    pilotsPage: input.pilotsPage,
    reliefBp: bestReliefBp(here.map(({ effects }) => effects)),
    nexusTaxBp: region ? null : (await getNexusSettings(ctx.db)).nexusTaxBp,
  })
  await confirmLanding(ctx, present)
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
    sector: { ...sector, isGate: region?.gateSector === sector.id },
    combat: combatHere(pvpRule, zone, bonds),
    ...surroundings,
  }
}
