import { type Bookmark } from '#server/domain/galaxy/bookmark-input.ts'
import { type Commodity } from '#server/domain/economy/commodities.ts'
import { type MarketRole } from '#server/domain/economy/market-roles.ts'
import { isMet } from '#server/domain/trade/price-watch.ts'
import { type RouteFilter } from '#server/domain/travel/route-filter.ts'
import { type Theme } from '#server/domain/culture/theme.ts'
import { type GalaxySector } from '#server/galaxy/api/sector-calls.ts'
import { isGameError } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { requireUser } from '../require-actor.ts'
import { combatStatus, type CombatStatus } from './combat-status.ts'
import { marketTermsHere } from './market-terms.ts'
import { passagesAt, type PassageView } from './passages-at.ts'
import { bookmarksOf } from './bookmarks-of.ts'
import { watchesOf } from './watches-of.ts'
import { confirmLanding, hearOfDeparture, travellerOf } from './presence.ts'
import { whereOneIs } from './where-one-is.ts'

export type SectorView = Omit<GalaxySector, 'sector' | 'pvpRule' | 'watchedInSight'> & {
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
  /** Sectors of this galaxy that the player marked. */
  bookmarks: Bookmark[]
  /** Watched prices in sight that are at their limit or better. */
  alerts: PriceAlert[]
  /** Where one can travel to from this sector; empty where no gate is. */
  passages: PassageView[]
}

export type PriceAlert = {
  portName: string
  sectorId: number
  sectorName: string
  /** Turns of way. */
  turns: number
  commodity: Commodity
  role: MarketRole
  /** Credits for ten units: now, and what the player waited for. */
  net: number
  limit: number
}

/** A sector of this galaxy, and which sectors the way there may enter. */
type RouteWish = { sectorId: number; filter: RouteFilter }

/**
 * The player's sector with what is in it; null before they have begun. @throws UNAUTHORIZED, CONFLICT `travelling`,
 * NOT_FOUND when the galaxy is gone, UNAVAILABLE when it does not answer.
 */
export async function getMySector(
  ctx: Ctx,
  input: { pilotsPage: number; routeTo?: RouteWish | undefined; suggest?: boolean | undefined },
): Promise<SectorView | null> {
  const user = requireUser(ctx)
  const here = await whereOneIs(ctx)
  if (!here) return null
  const { present, place } = here
  const { region } = place
  const { terms, bonds } = await marketTermsHere(ctx, here)
  const watches = await watchesOf(ctx.db).execute({ userId: user.userId, galaxyId: place.galaxyId })
  const {
    sector: { zone, ...sector },
    pvpRule,
    watchedInSight,
    ...surroundings
  } = await galaxyClient(ctx, place.galaxyId)
    .getSector({
      ...travellerOf(user, place, present),
      ...terms,
      pilotsPage: input.pilotsPage,
      watched:
        watches.length > 0 ? { portIds: watches.map(({ portId }) => portId), version: place.version } : null,
      routeTo: input.routeTo ? { ...input.routeTo, version: place.version } : null,
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
    alerts: alertsOf(watches, watchedInSight),
    bookmarks: await bookmarksOf(ctx.db).execute({ userId: user.userId, galaxyId: place.galaxyId }),
    passages,
    ...surroundings,
  }
}

function alertsOf(
  watches: readonly { portId: number; commodity: Commodity; limitCredits: number }[],
  inSight: GalaxySector['watchedInSight'],
): PriceAlert[] {
  return inSight.flatMap(({ port, ...at }) =>
    watches.flatMap(({ portId, commodity, limitCredits: limit }): PriceAlert[] => {
      const line = portId === port.id ? port.board.find((one) => one.commodity === commodity) : undefined
      if (!line?.offer || !isMet(line, limit)) return []
      return [{ portName: port.name, ...at, commodity, role: line.role, net: line.offer.net, limit }]
    }),
  )
}
