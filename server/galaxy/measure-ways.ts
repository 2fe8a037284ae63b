import { type GalaxyDb } from '#db/client.ts'
import { sectors } from '#db/schema/galaxy/space.ts'
import { turnsFrom, type MayEnter } from '#server/domain/galaxy/route-finding.ts'
import { sectorFilter } from '#server/domain/travel/route-filter.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { type GalaxyCtx } from './galaxy-context.ts'
import { loadMap } from './galaxy-map.ts'
import { getPatrols } from './get-patrols.ts'
import { requireLocalLaw } from './require-local-law.ts'

/** Fewest turns between sectors, by sectors that the filter allows. */
export async function measureWays(
  galaxy: GalaxyCtx,
  input: CallInput<'measureWays'>,
): Promise<CallOutput<'measureWays'>> {
  const { graph } = await loadMap(galaxy, input.version)
  const mayEnter = await filterOf(galaxy, input)
  return {
    turns: input.from.map((from) => {
      const reached = turnsFrom(graph, from, mayEnter)
      return input.to.map((to) => reached.get(to) ?? null)
    }),
  }
}

/** Undefined for a filter that lets every sector through. */
async function filterOf(
  { db, clock }: GalaxyCtx,
  { filter, regionId }: CallInput<'measureWays'>,
): Promise<MayEnter | undefined> {
  if (!filter.avoidsFights && filter.lowestSecurity <= 1) return undefined
  const law = regionId === null ? null : await requireLocalLaw(db, regionId)
  const patrols = law ? await getPatrols(db, law.defenseLevel, await clock.now(db)) : null
  const safety = { pvpRule: law?.pvpRule ?? null, patrolsOnDuty: patrols?.onDuty ?? 0 }
  return sectorFilter(filter, await securityOf(db), safety)
}

const securityOf = (db: GalaxyDb) =>
  db.select({ id: sectors.id, security: sectors.security, zone: sectors.zone }).from(sectors)
