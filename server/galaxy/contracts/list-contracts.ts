import { and, asc, eq, gte, inArray, or } from 'drizzle-orm'
import { type GalaxyTransaction } from '#db/client.ts'
import { contracts } from '#db/schema/galaxy/contracts.ts'
import { ports } from '#db/schema/galaxy/space.ts'
import {
  COURIER_DEPOSIT,
  COURIER_HOLDS,
  COURIER_HOURS,
  MOST_COURIERS_A_DAY,
} from '#server/domain/contracts/courier.ts'
import { MOST_SHORTAGES, rankForUnits, stillDue } from '#server/domain/contracts/shortage.ts'
import { turnsFrom } from '#server/domain/galaxy/route-finding.ts'
import { pageOfAll } from '#server/domain/paging.ts'
import { rankOf } from '#server/domain/ships/ranks.ts'
import { type Contract } from '../api/contract-calls.ts'
import { type CallInput, type CallOutput } from '../galaxy-api.ts'
import { readSnapshot, type GalaxyCtx } from '../galaxy-context.ts'
import { loadMap, type GalaxyMap } from '../galaxy-map.ts'
import { notPresent } from '../not-present.ts'
import { getPilot } from '../pilots.ts'
import { courierOffers, type CourierOffer } from './courier-offers.ts'
import { premiumsOf, takenToday, type ContractRow } from './contract-rows.ts'

/** What is asked for in the galaxy, the nearest first, and what the pilot has taken. Writes nothing. @throws CONFLICT `not-present`. */
export async function listContracts(
  galaxy: GalaxyCtx,
  { version, page, pageSize, ...ref }: CallInput<'listContracts'>,
): Promise<CallOutput<'listContracts'>> {
  const map = await loadMap(galaxy, version)
  return readSnapshot(galaxy, async (tx) => {
    const pilot = await getPilot(tx, ref)
    if (!pilot) throw notPresent()
    const now = await galaxy.clock.now(tx)
    const rows = await unfinished(tx, pilot.userId, now)
    const view = viewFrom(map, pilot.sectorId)
    const all = rows.map((row) => ({ row, shown: view(row) }))
    const mine = all.filter(({ row }) => row.contract.userId !== null).map(({ shown }) => shown)
    const open = all
      .filter(({ row }) => row.contract.userId === null)
      .map(({ shown }) => shown)
      .sort((a, b) => (a.port.turns ?? Infinity) - (b.port.turns ?? Infinity) || a.port.id - b.port.id)
    const offers = await courierOffers(tx, map, pilot.sectorId, now)
    const today = await takenToday(tx, pilot.userId, now)
    const elsewhere = stillDue(pilot.contractsElsewhere, now).length
    return {
      sectorId: pilot.sectorId,
      rank: rankOf(pilot.highestRenown),
      mine,
      couriers: offers.map((offer) => offerView(offer, map)),
      open: pageOfAll(open, { page, pageSize }),
      counts: {
        open: mine.filter(({ kind }) => kind === 'shortage').length + elsewhere,
        elsewhere,
        mostOpen: MOST_SHORTAGES.open,
        takenToday: today.shortages,
        mostToday: MOST_SHORTAGES.aDay,
        couriersToday: today.couriers,
        mostCouriersToday: MOST_COURIERS_A_DAY,
      },
    }
  })
}

type Row = { contract: ContractRow; port: typeof ports.$inferSelect }

/** Open contracts and those of the pilot; those of others are nobody's business. */
const unfinished = (tx: GalaxyTransaction, userId: string, now: Date): Promise<Row[]> =>
  tx
    .select({ contract: contracts, port: ports })
    .from(contracts)
    .innerJoin(ports, eq(ports.id, contracts.portId))
    .where(
      and(
        inArray(contracts.state, ['open', 'taken']),
        or(eq(contracts.state, 'open'), eq(contracts.userId, userId)),
        gte(contracts.dueAt, now),
      ),
    )
    .orderBy(asc(contracts.dueAt), asc(contracts.id))

const offerView = ({ hub, to, turns, pay }: CourierOffer, { nameOf }: GalaxyMap) => ({
  hub: { id: hub.id, name: hub.name },
  to: { id: to.id, name: to.name, sectorId: to.sectorId, sectorName: sectorName(nameOf, to.sectorId), turns },
  holds: COURIER_HOLDS,
  deposit: Number(COURIER_DEPOSIT),
  pay: Number(pay),
  hours: COURIER_HOURS,
})

const sectorName = (nameOf: GalaxyMap['nameOf'], sectorId: number) =>
  nameOf.get(sectorId) ?? `Sector ${sectorId}`

/** A contract as a pilot sees it from a sector. */
function viewFrom({ graph, nameOf }: GalaxyMap, sectorId: number): (row: Row) => Contract {
  const turnsTo = turnsFrom(graph, sectorId)
  return ({ contract, port }) => {
    const { id, kind, state, commodity, units, delivered, dueAt } = contract
    return {
      ...{ id, kind, state, commodity, units, delivered, ...premiumsOf(contract) },
      port: {
        id: port.id,
        name: port.name,
        sectorId: port.sectorId,
        sectorName: sectorName(nameOf, port.sectorId),
        turns: turnsTo.get(port.sectorId) ?? null,
      },
      dueAt: dueAt.toISOString(),
      rank: kind === 'shortage' ? rankForUnits(units) : 'cadet',
    }
  }
}
