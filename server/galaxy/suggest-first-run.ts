import { type GalaxyTransaction } from '#db/client.ts'
import { sectorsWithin } from '#server/domain/galaxy/route-finding.ts'
import { availableTurns, MAX_MILLITURNS } from '#server/domain/galaxy/turns.ts'
import { dockingCharge } from '#server/domain/ships/docking.ts'
import { freeHolds } from '#server/domain/ships/cargo.ts'
import { shipFigures } from '#server/domain/ships/ship.ts'
import { firstRun, FIRST_RUN_REACH, FIRST_RUN_TURNS, type FirstRun } from '#server/domain/trade/first-run.ts'
import { type GalaxyMap } from './galaxy-map.ts'
import { balanceOf } from './ledger-account.ts'
import { listPorts } from './list-ports.ts'
import { type MarketLaw } from './market-law.ts'
import { type PilotRow } from './pilots.ts'
import { shipOf } from './ships.ts'

/** What a newcomer should trade first; null for everybody who has sold anything. */
export async function suggestFirstRun(
  tx: GalaxyTransaction,
  pilot: PilotRow,
  { graph }: GalaxyMap,
  law: MarketLaw,
  now: Date,
): Promise<FirstRun | null> {
  if (BigInt(pilot.salesNet) > 0n) return null
  const aboard = await shipOf(tx, pilot.userId)
  if (!aboard) return null
  const { holds, dockingTurns } = shipFigures(aboard.ship)
  const seen = await listPorts(
    tx,
    [...sectorsWithin(graph, pilot.sectorId, FIRST_RUN_REACH).keys()],
    law,
    now,
  )
  const turnsFrom = new Map<number, Map<number, number>>()
  return firstRun(
    {
      sectorId: pilot.sectorId,
      purse: BigInt(await balanceOf(tx, 'purse', pilot.userId)),
      freeHolds: freeHolds(holds, aboard),
      cargo: aboard.cargo,
      docking: { next: dockingCharge(aboard.ship, pilot).turns, later: dockingTurns },
      turnsLeft: FIRST_RUN_TURNS - turnsSpent(pilot, now),
    },
    {
      ports: seen.map(({ sectorId, port }) => ({ ...port, sectorId })),
      rates: law.rates,
      turnsBetween: (from, to) => {
        const known = turnsFrom.get(from) ?? sectorsWithin(graph, from, FIRST_RUN_TURNS)
        turnsFrom.set(from, known)
        return known.get(to)
      },
    },
  )
}

/** A newcomer lands with all turns there are. */
const turnsSpent = ({ milliturns, turnsAt }: PilotRow, now: Date): number =>
  MAX_MILLITURNS / 1000 - availableTurns({ milliturns, storedAt: turnsAt }, now)
