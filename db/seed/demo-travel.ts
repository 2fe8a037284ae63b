import { randomUUID } from 'node:crypto'
import { COMMODITIES } from '#server/domain/economy/commodities.ts'
import { elementAt } from '#server/domain/galaxy/element-at.ts'
import { type Ctx } from '#server/services/context.ts'
import { depart } from '#server/services/space/depart.ts'
import { getMySector, type SectorView } from '#server/services/space/get-my-sector.ts'
import { listGates } from '#server/services/space/list-gates.ts'
import { listMarkets } from '#server/services/trade/list-markets.ts'
import { DEMO_REGIONS } from './demo-cast.ts'
import { order } from './demo-delivery.ts'
import { flyTo, unlessRefused } from './demo-flight.ts'
import { type DemoCast } from './demo-story.ts'
import { type DemoWorld } from './demo-world-driver.ts'

/** One citizen in so many travels, from this day on, every so many days. */
const TRAVELLERS = 7
const FIRST_DAY = 8
const DAYS_BETWEEN = 3
const NEXUS = 'nexus'
/** A passage takes three minutes. */
const PASSAGE_HOURS = 0.1

/**
 * A few citizens carry goods to other galaxies: to the Nexus, where they stay and trade, on to another region, and home again. Each
 * takes a cargo along and sells it on arrival.
 */
export async function sendTravellers(world: DemoWorld, cast: DemoCast, day: number, hour: number) {
  const trips = cast.citizens.flatMap(({ person, region }, index) => {
    const trip = Math.floor((day - FIRST_DAY) / DAYS_BETWEEN)
    const leaves = day >= FIRST_DAY && (day + index) % DAYS_BETWEEN === 0
    if (index % TRAVELLERS !== 3 || !leaves) return []
    const home = DEMO_REGIONS.indexOf(region)
    const away = elementAt(DEMO_REGIONS, (home + 1) % DEMO_REGIONS.length)
    const to = elementAt([NEXUS, away.name, region.name], (trip + index) % 3)
    return [{ ctx: world.ctx(person), to }]
  })
  if (trips.length === 0) return
  const each = (act: (ctx: Ctx, to: string) => Promise<void>) =>
    Promise.all(trips.map(({ ctx, to }) => unlessRefused(() => act(ctx, to))))
  await each(loadCargo)
  await each(passGateTowards)
  await world.goTo(day, hour + PASSAGE_HOURS)
  await each(passGateTowards)
  await world.goTo(day, hour + 2 * PASSAGE_HOURS)
  await each(sellCargo)
}

/** Fills the hold with the good that is cheapest for its kind near here. */
async function loadCargo(ctx: Ctx): Promise<void> {
  const view = await requireShip(ctx)
  const { markets } = await listMarkets(ctx)
  const free = view.ship.cargoCapacity - view.ship.cargoUsed
  const [cheapest] = markets
    .flatMap(({ sectorId, port }) =>
      port.board.flatMap(({ offer, ...line }) =>
        line.role === 'sells' && offer !== null && line.stock >= free
          ? [{ sectorId, portId: port.id, commodity: line.commodity, unit: offer.net / offer.lot, line }]
          : [],
      ),
    )
    .sort((a, b) => a.unit / a.line.basePrice - b.unit / b.line.basePrice)
  if (!cheapest) return
  const { sectorId, portId, commodity, unit } = cheapest
  // Half the purse stays for fares, tolls and a bad sale; prices rise while one buys.
  const quantity = Math.min(free, Math.floor(view.purse / 2 / unit))
  if (quantity === 0) return
  await flyTo(ctx, sectorId)
  await order(ctx, 'buy', { portId, commodity, quantity })
}

/** Leaves through the gate that leads to a place or, from another region, to the Nexus first. */
async function passGateTowards(ctx: Ctx, to: string): Promise<void> {
  const { place } = await requireShip(ctx)
  if (place.ref === to) return
  const next = place.kind === 'nexus' ? to : NEXUS
  const gates = await listGates(ctx, { region: place.ref })
  const gate = gates.find(({ region }) => (region?.name ?? NEXUS) === next)
  if (!gate) throw new Error(`no gate leads from ${place.ref} to ${next}`)
  await flyTo(ctx, gate.sectorId)
  await depart(ctx, { crossingId: randomUUID(), to: next, forfeitCouriers: false })
}

/** Sells what is aboard at the port in sight that pays best for it. */
async function sellCargo(ctx: Ctx): Promise<void> {
  const { ship } = await requireShip(ctx)
  for (const commodity of COMMODITIES) {
    const quantity = ship.cargo[commodity] ?? 0
    if (quantity === 0) continue
    const { markets } = await listMarkets(ctx)
    const [best] = markets
      .flatMap(({ sectorId, port }) =>
        port.board
          .filter((line) => line.role === 'buys' && line.commodity === commodity)
          .map(({ offer }) => ({ sectorId, portId: port.id, unit: offer ? offer.net / offer.lot : 0 })),
      )
      .sort((a, b) => b.unit - a.unit)
    if (!best) continue
    await flyTo(ctx, best.sectorId)
    await order(ctx, 'sell', { portId: best.portId, commodity, quantity })
  }
}

type WithShip = SectorView & { ship: NonNullable<SectorView['ship']> }

async function requireShip(ctx: Ctx): Promise<WithShip> {
  const view = await getMySector(ctx, { pilotsPage: 1 })
  if (!view?.ship) throw new Error('a citizen of the story has a ship')
  return { ...view, ship: view.ship }
}
