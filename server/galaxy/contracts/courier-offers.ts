import { eq, ne } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { ports } from '#db/schema/galaxy/space.ts'
import { courierDestinations, courierPay } from '#server/domain/contracts/courier.ts'
import { turnsFrom } from '#server/domain/galaxy/route-finding.ts'
import { utcDay } from '#server/domain/utc-day.ts'
import { type GalaxyMap } from '../galaxy-map.ts'

type PortRow = typeof ports.$inferSelect

/** Sealed goods that wait at a trade hub for a courier; taking them leaves them there for the next one. */
export type CourierOffer = { hub: PortRow; to: PortRow; turns: number; pay: bigint }

/** What the trade hubs of a sector offer couriers today: the same for everybody. */
export async function courierOffers(
  galaxy: GalaxyDb,
  { graph }: GalaxyMap,
  sectorId: number,
  now: Date,
): Promise<CourierOffer[]> {
  const here = await galaxy.select().from(ports).where(eq(ports.sectorId, sectorId))
  const hubs = here.filter(({ portClass }) => portClass === 'trade_hub')
  if (hubs.length === 0) return []
  const turnsTo = turnsFrom(graph, sectorId)
  const elsewhere = await galaxy.select().from(ports).where(ne(ports.sectorId, sectorId))
  const reached = new Map(
    elsewhere.filter((port) => turnsTo.has(port.sectorId)).map((port) => [port.id, port]),
  )
  return hubs.flatMap((hub) =>
    courierDestinations(hub.id, [...reached.keys()], utcDay(now)).flatMap((id) => {
      const to = reached.get(id)
      const turns = to && turnsTo.get(to.sectorId)
      return to && turns !== undefined ? [{ hub, to, turns, pay: courierPay(turns) }] : []
    }),
  )
}
