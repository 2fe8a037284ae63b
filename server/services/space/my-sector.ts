import { and, asc, eq, ne, sql } from 'drizzle-orm'
import { type GalaxyTransaction } from '#db/client.ts'
import { pilots, shipCargo, ships } from '#db/schema/galaxy/presence.ts'
import { planets, ports, sectors, warps } from '#db/schema/galaxy/space.ts'
import { fromBasisPoints } from '#server/domain/rates.ts'
import { securityWithPatrols } from '#server/domain/economy/defense-upkeep.ts'
import { type WarpKind } from '#server/domain/galaxy/galaxy-plan.ts'
import { MAX_MILLITURNS, settleTurns, WARP_TURNS } from '#server/domain/galaxy/turns.ts'
import { offsetOf, pageCount, type Page, type Paging } from '#server/domain/paging.ts'
import { type Theme } from '#server/domain/culture/theme.ts'
import { notFound } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { patrolsOf, type Patrols } from '../economy/patrols-of.ts'
import { getNexusSettings } from '../council/queries.ts'
import { requireLocalLaw } from '../laws/require-local-law.ts'
import { requireUser } from '../require-actor.ts'
import { placeOfGalaxy, type Place } from './place.ts'
import { combatHere, type CombatHere } from './combat-here.ts'
import { marketLaw, portsHere, type PortHere } from './ports-here.ts'
import { treatyBonds, type TreatyBond } from './treaty-bonds.ts'
import { getPilot, getWhereabouts, landNewcomer, type PilotRow } from './presence.ts'

export type SectorWarp = {
  sectorId: number
  name: string
  area: string | null
  kind: WarpKind
  turns: number
  /** There is no warp back. */
  oneWay: boolean
  hasPort: boolean
}

export type SectorView = {
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
  sector: {
    id: number
    name: string
    /** District of the Nexus or zone of a region. */
    area: string | null
    /** With the patrols that fly here, 0–10. */
    security: number
    securityWithoutPatrols: number
    /** Null in the Nexus, which has none. */
    patrols: Patrols | null
    development: number
    traffic: number
    isGate: boolean
  }
  /** Whether one may be attacked here, by law, zone and treaty. */
  combat: CombatHere
  warps: SectorWarp[]
  ports: PortHere[]
  /** Withheld from what one sells here: what the law says, and what the reader pays under their treaties, as fractions. */
  tax: { lawRate: number; rate: number }
  planets: { id: number; name: string; planetClass: string; population: number; habitability: number }[]
  /** Callsigns of others who are here. */
  pilots: Page<string>
  ship: { name: string; shipClass: string; cargoCapacity: number; cargoUsed: number } | null
  /** Thousandths of a turn at `asOf` by the game's clock; more come in continuously (domain/galaxy/turns). */
  turns: { milliturns: number; storedAt: string; asOf: string; maxMilliturns: number }
}

const PILOTS_A_PAGE = 50

/**
 * Where the player is and what is there; null for who has not begun yet. @throws UNAUTHORIZED, NOT_FOUND when the galaxy
 * is gone, UNAVAILABLE when it does not answer.
 */
export async function mySector(ctx: Ctx, input: { pilotsPage: number }): Promise<SectorView | null> {
  const user = requireUser(ctx)
  const present = await getWhereabouts(ctx.db, user.userId)
  if (!present) return null
  const place = await placeOfGalaxy(ctx, present.galaxyId)
  // Treaties bear on what a region's law says of tax and combat; in the Nexus they change nothing.
  const bonds = place.region ? await treatyBonds(ctx, user.userId) : []
  const nexusTaxBp = place.region ? null : (await getNexusSettings(ctx.db)).nexusTaxBp
  const look = async (tx: GalaxyTransaction) => {
    const pilot = await getPilot(tx, user.userId)
    if (!pilot) throw notFound('Your ship')
    const now = await ctx.clock.now(tx)
    return viewOf(tx, { place, pilot, bonds, nexusTaxBp, now, pilotsPage: input.pilotsPage })
  }
  return ctx.galaxies.withGalaxy(place.galaxyId, async (galaxy) => {
    if (!(await getPilot(galaxy, user.userId)))
      await landNewcomer(ctx, galaxy, user, place, present.fencingVersion)
    return galaxy.transaction(look, { isolationLevel: 'repeatable read', accessMode: 'read only' })
  })
}

type Looking = {
  place: Place
  pilot: PilotRow
  bonds: TreatyBond[]
  /** In the Nexus; null in a region, whose law is in its galaxy. */
  nexusTaxBp: number | null
  now: Date
  pilotsPage: number
}

async function viewOf(
  tx: GalaxyTransaction,
  { place, pilot, bonds, nexusTaxBp, now, pilotsPage }: Looking,
): Promise<SectorView> {
  const [sector] = await tx.select().from(sectors).where(eq(sectors.id, pilot.sectorId))
  if (!sector) throw notFound('This sector')
  const account = settleTurns({ milliturns: pilot.milliturns, storedAt: pilot.turnsAt }, now)
  const { region } = place
  const law = region ? await requireLocalLaw(tx, region.id) : null
  const patrols = law ? await patrolsOf(tx, law.defenseLevel, now) : null
  const lawTaxBp = law?.taxRateBp ?? nexusTaxBp ?? 0
  const market = marketLaw(
    lawTaxBp,
    law,
    bonds.filter((bond) => bond.region.id === region?.id),
  )
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
    sector: {
      id: sector.id,
      name: sector.name,
      area: sector.district ?? sector.zone,
      security: securityWithPatrols(sector.security, patrols?.onDuty ?? 0),
      securityWithoutPatrols: sector.security,
      patrols,
      development: sector.development,
      traffic: sector.traffic,
      isGate: region?.gateSector === sector.id,
    },
    combat: combatHere(law?.pvpRule ?? null, sector.zone, bonds),
    warps: await warpsFrom(tx, sector.id),
    ports: await portsHere(tx, sector.id, market),
    tax: { lawRate: fromBasisPoints(lawTaxBp), rate: fromBasisPoints(market.taxRateBp) },
    planets: await tx
      .select({
        id: planets.id,
        name: planets.name,
        planetClass: planets.planetClass,
        population: planets.population,
        habitability: planets.habitability,
      })
      .from(planets)
      .where(eq(planets.sectorId, sector.id))
      .orderBy(asc(planets.id)),
    pilots: await othersIn(tx, sector.id, pilot.userId, { page: pilotsPage, pageSize: PILOTS_A_PAGE }),
    ship: await shipOf(tx, pilot.userId),
    turns: {
      milliturns: account.milliturns,
      storedAt: account.storedAt.toISOString(),
      asOf: now.toISOString(),
      maxMilliturns: MAX_MILLITURNS,
    },
  }
}

async function warpsFrom(tx: GalaxyTransaction, sectorId: number): Promise<SectorWarp[]> {
  const back = sql<boolean>`exists (select 1 from ${warps} b where b.from_sector = ${warps.toSector} and b.to_sector = ${warps.fromSector})`
  const port = sql<boolean>`exists (select 1 from ${ports} p where p.sector_id = ${warps.toSector})`
  const rows = await tx
    .select({ to: sectors, kind: warps.kind, hasWayBack: back, hasPort: port })
    .from(warps)
    .innerJoin(sectors, eq(sectors.id, warps.toSector))
    .where(eq(warps.fromSector, sectorId))
    .orderBy(asc(sectors.name), asc(sectors.id))
  return rows.map(({ to, kind, hasWayBack, hasPort }) => ({
    sectorId: to.id,
    name: to.name,
    area: to.district ?? to.zone,
    kind,
    turns: WARP_TURNS[kind],
    oneWay: !hasWayBack,
    hasPort,
  }))
}

async function othersIn(
  tx: GalaxyTransaction,
  sectorId: number,
  userId: string,
  paging: Paging,
): Promise<Page<string>> {
  const here = and(eq(pilots.sectorId, sectorId), eq(pilots.present, true), ne(pilots.userId, userId))
  const total = await tx.$count(pilots, here)
  // Who flies on from a crowded sector takes the page's number along.
  const page = Math.min(paging.page, pageCount({ total, pageSize: paging.pageSize }))
  const rows = await tx
    .select({ callsign: pilots.callsign })
    .from(pilots)
    .where(here)
    .orderBy(asc(pilots.callsign))
    .limit(paging.pageSize)
    .offset(offsetOf({ ...paging, page }))
  return { items: rows.map(({ callsign }) => callsign), total, page, pageSize: paging.pageSize }
}

async function shipOf(tx: GalaxyTransaction, userId: string): Promise<SectorView['ship']> {
  const [ship] = await tx
    .select({
      name: ships.name,
      shipClass: ships.shipClass,
      cargoCapacity: ships.cargoCapacity,
      cargoUsed: sql<number>`coalesce((select sum(c.quantity) from ${shipCargo} c where c.ship_id = ${ships.id}), 0)::int`,
    })
    .from(ships)
    .where(eq(ships.userId, userId))
    .limit(1)
  return ship ?? null
}
