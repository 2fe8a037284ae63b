import { turnsFrom } from '#server/domain/galaxy/route-finding.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { type GalaxyCtx } from './galaxy-context.ts'
import { loadMap } from './galaxy-map.ts'
import { mayEnterBy } from './may-enter.ts'

/** Fewest turns between sectors, by sectors that the filter allows. */
export async function measureWays(
  galaxy: GalaxyCtx,
  { version, from, to, filter, regionId }: CallInput<'measureWays'>,
): Promise<CallOutput<'measureWays'>> {
  const { graph } = await loadMap(galaxy, version)
  const { db, clock } = galaxy
  const mayEnter = await mayEnterBy(db, filter, regionId, await clock.now(db))
  return {
    turns: from.map((start) => {
      const reached = turnsFrom(graph, start, mayEnter)
      return to.map((end) => reached.get(end) ?? null)
    }),
  }
}
