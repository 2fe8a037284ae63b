import { and, asc, eq, inArray, isNotNull } from 'drizzle-orm'
import { regions } from '#db/schema/platform/regions.ts'
import { isOpenForBusiness, READABLE_STATUSES } from '#server/domain/regions/region-status.ts'
import { type PassageKind, type Passenger } from '#server/domain/travel/passage.ts'
import { notFound } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { getNexusSettings } from '../council/get-nexus-settings.ts'
import { treatyEffectsWithAll } from '../diplomacy/treaty-effects-between.ts'
import { hasGalacticCitizenship } from '../membership/has-galactic-citizenship.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { nexusPlace, regionPlace, type Place } from './place.ts'

/** A passage out of a place, as far as the platform knows it. */
export type Exit = {
  kind: PassageKind
  to: Place
  /** Where one has to be; null where one may leave from anywhere. */
  gateSector: number | null
  /** Null for Gateway Plaza. */
  arrivalSector: number | null
}

/** What fare and toll depend on besides the ship. */
export async function passengerTerms(ctx: Ctx, userId: string): Promise<Omit<Passenger, 'hull'>> {
  const { gateTollCredits } = await getNexusSettings(ctx.db)
  return { isGalacticCitizen: await hasGalacticCitizenship(ctx, userId), tollCredits: gateTollCredits }
}

/** The passages that begin in a sector. From a closed region the only one leads to Gateway Plaza, from every sector. */
export async function exitsAt(ctx: Ctx, place: Place, sectorId: number): Promise<Exit[]> {
  const { region } = place
  if (!region) return exitsOfHub(ctx, sectorId)
  const isHere = !isOpenForBusiness(region.status) || region.gateSector === sectorId
  return isHere ? exitsOfRegion(ctx, region) : []
}

/** The passage from a place to another one. @throws NOT_FOUND when none leads there. */
export async function requireExitTo(ctx: Ctx, place: Place, ref: string): Promise<Exit> {
  const exits = place.region
    ? await exitsOfRegion(ctx, place.region)
    : (await findLinked(ctx)).map(exitFromHub)
  const exit = exits.find(({ to }) => to.ref === ref || to.id === ref)
  if (!exit) throw notFound('A passage to there')
  return exit
}

async function exitsOfRegion(ctx: Ctx, region: RegionRow): Promise<Exit[]> {
  const nexus = await nexusPlace(ctx)
  if (!isOpenForBusiness(region.status))
    return nexus ? [{ kind: 'evacuation', to: nexus, gateSector: null, arrivalSector: null }] : []
  const gate: Exit[] = nexus
    ? [
        {
          kind: 'gate',
          to: nexus,
          gateSector: region.gateSector,
          arrivalSector: region.nexusWarpGateSector,
        },
      ]
    : []
  return [...gate, ...(await openBordersOf(ctx, region))]
}

async function openBordersOf(ctx: Ctx, region: RegionRow): Promise<Exit[]> {
  const bonds = await treatyEffectsWithAll(ctx, [region.id])
  const partners = bonds.filter(({ effects }) => effects.openBorders).map(({ partner }) => partner.id)
  if (partners.length === 0) return []
  const rows = await ctx.db
    .select()
    .from(regions)
    .where(and(inArray(regions.id, partners), isThere))
    .orderBy(asc(regions.name))
  return rows.map((row) => ({
    kind: 'open_borders',
    to: placeOf(row),
    gateSector: region.gateSector,
    arrivalSector: row.gateSector,
  }))
}

const isThere = and(isNotNull(regions.galaxyId), inArray(regions.status, [...READABLE_STATUSES]))

/** The regions that can be looked at and whose gates lead to the Nexus, by name; those of one hub sector if it is given. */
export const findLinked = (ctx: Ctx, sectorId?: number): Promise<RegionRow[]> =>
  ctx.db
    .select()
    .from(regions)
    .where(
      and(
        isThere,
        sectorId === undefined
          ? isNotNull(regions.nexusWarpGateSector)
          : eq(regions.nexusWarpGateSector, sectorId),
      ),
    )
    .orderBy(asc(regions.name))

const exitsOfHub = async (ctx: Ctx, sectorId: number): Promise<Exit[]> =>
  (await findLinked(ctx, sectorId)).map(exitFromHub)

const exitFromHub = (region: RegionRow): Exit => ({
  kind: 'gate',
  to: placeOf(region),
  gateSector: region.nexusWarpGateSector,
  arrivalSector: region.gateSector,
})

function placeOf(region: RegionRow): Place {
  if (region.galaxyId === null) throw new Error('only built regions have passages')
  return regionPlace(region, region.galaxyId)
}
