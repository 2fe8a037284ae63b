import { type GalaxyTransaction } from '#db/client.ts'
import { sectorsWithin } from '#server/domain/galaxy/route-finding.ts'
import { shipFigures } from '#server/domain/ships/ship.ts'
import { type CallOutput } from './galaxy-api.ts'
import { type GalaxyMap } from './galaxy-map.ts'
import { listPorts } from './list-ports.ts'
import { type MarketLaw } from './market-law.ts'
import { requireShip } from './orders.ts'
import { type PilotRow } from './pilots.ts'

/** The ports whose prices the pilot's ship sees from where it is (ECONOMY.md §13), nearest first. */
export async function marketsInSight(
  tx: GalaxyTransaction,
  pilot: PilotRow,
  { map, law, now }: { map: GalaxyMap; law: MarketLaw; now: Date },
): Promise<CallOutput<'listMarkets'>['markets']> {
  const { ship } = await requireShip(tx, pilot)
  const turnsTo = sectorsWithin(map.graph, pilot.sectorId, shipFigures(ship).sightTurns)
  const seen = await listPorts(tx, [...turnsTo.keys()], law, now)
  const markets = seen.map(({ sectorId, port }) => ({
    sectorId,
    sectorName: map.nameOf.get(sectorId) ?? `Sector ${sectorId}`,
    turns: turnsTo.get(sectorId) ?? 0,
    port,
  }))
  return markets.sort((a, b) => a.turns - b.turns || a.port.id - b.port.id)
}
