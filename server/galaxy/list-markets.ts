import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { readSnapshot, type GalaxyCtx } from './galaxy-context.ts'
import { loadMap } from './galaxy-map.ts'
import { marketLawFor } from './market-law.ts'
import { marketsInSight } from './markets-in-sight.ts'
import { notPresent } from './not-present.ts'
import { getPilot } from './pilots.ts'

export async function listMarkets(
  galaxy: GalaxyCtx,
  { version, ...input }: CallInput<'listMarkets'>,
): Promise<CallOutput<'listMarkets'>> {
  const map = await loadMap(galaxy, version)
  return readSnapshot(galaxy, async (tx) => {
    const pilot = await getPilot(tx, input)
    if (!pilot) throw notPresent()
    const now = await galaxy.clock.now(tx)
    const law = await marketLawFor(tx, input, now)
    return { markets: await marketsInSight(tx, pilot, { map, law, now }) }
  })
}
