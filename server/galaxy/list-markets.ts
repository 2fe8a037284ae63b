import { sectorsWithin } from '#server/domain/galaxy/route-finding.ts'
import { shipFigures } from '#server/domain/ships/ship.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { readSnapshot, type GalaxyCtx } from './galaxy-context.ts'
import { loadMap } from './galaxy-map.ts'
import { listPorts } from './list-ports.ts'
import { marketLawFor } from './market-law.ts'
import { notPresent } from './not-present.ts'
import { requireShip } from './orders.ts'
import { getPilot } from './pilots.ts'

/** The ports whose prices the pilot's ship sees from where it is (ECONOMY.md §13), nearest first. */
export async function listMarkets(
  galaxy: GalaxyCtx,
  { version, ...input }: CallInput<'listMarkets'>,
): Promise<CallOutput<'listMarkets'>> {
  const map = await loadMap(galaxy, version)
  return readSnapshot(galaxy, async (tx) => {
    const pilot = await getPilot(tx, input)
    if (!pilot) throw notPresent()
    const { ship } = await requireShip(tx, pilot)
    const { sightTurns } = shipFigures(ship)
    const turnsTo = sectorsWithin(map.graph, pilot.sectorId, sightTurns)
    const now = await galaxy.clock.now(tx)
    const law = await marketLawFor(tx, input, now)
    const seen = await listPorts(tx, [...turnsTo.keys()], law, now)
    const markets = seen.map(({ sectorId, port }) => ({
      sectorId,
      sectorName: map.nameOf.get(sectorId) ?? `Sector ${sectorId}`,
      turns: turnsTo.get(sectorId) ?? 0,
      port,
    }))
    return { markets: markets.sort((a, b) => a.turns - b.turns || a.port.id - b.port.id) }
  })
}
