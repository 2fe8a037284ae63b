import { randomUUID } from 'node:crypto'
import { NO_FILTER } from '#server/domain/travel/route-filter.ts'
import { isGameError } from '#server/errors.ts'
import { type Ctx } from '#server/services/context.ts'
import { getMySector } from '#server/services/space/get-my-sector.ts'
import { movePilot } from '#server/services/space/move-pilot.ts'
import { planRoute } from '#server/services/space/plan-route.ts'
import { listMarkets } from '#server/services/trade/list-markets.ts'
import { placeOrder } from '#server/services/trade/place-order.ts'
import { type DemoPerson, type DemoWorld } from './demo-world-driver.ts'

/** Some pilots trade: each carries one cargo from a port in sight to one that pays more, if there is such a pair. */
export async function tradePilots(world: DemoWorld, people: readonly DemoPerson[]): Promise<void> {
  await Promise.all(people.map((person) => carryCargo(world.ctx(person))))
}

type Market = Awaited<ReturnType<typeof listMarkets>>['markets'][number]
type Stop = Pick<Market, 'sectorId' | 'turns' | 'port'> & { line: Market['port']['board'][number] }

async function carryCargo(ctx: Ctx): Promise<void> {
  try {
    const { markets } = await listMarkets(ctx)
    const pair = bestPair(markets)
    if (!pair) return
    const [from, to] = pair
    await flyTo(ctx, from.sectorId)
    const units = await affordable(ctx, from)
    if (units === 0) return
    await placeOrder(ctx, orderAt(from, 'buy', units))
    await flyTo(ctx, to.sectorId)
    await placeOrder(ctx, orderAt(to, 'sell', units))
  } catch (error) {
    // Another pilot was faster, or the turns of the day are flown: as it goes in the game.
    if (!isGameError(error) || error.code !== 'CONFLICT') throw error
  }
}

const orderAt = ({ port, line: { commodity } }: Stop, side: 'buy' | 'sell', quantity: number) => ({
  orderId: randomUUID(),
  portId: port.id,
  commodity,
  side,
  quantity,
  worstNet: side === 'buy' ? Number.MAX_SAFE_INTEGER : 0,
})

/** What purse and hold take of a good, with a tenth of the purse left for the rise of the price. */
async function affordable(ctx: Ctx, { line }: Stop): Promise<number> {
  const view = await getMySector(ctx, { pilotsPage: 1 })
  if (!view?.ship || !line.offer) return 0
  const unit = line.offer.net / line.offer.lot
  const free = view.ship.cargoCapacity - view.ship.cargoUsed
  return Math.max(0, Math.min(free, line.stock, Math.floor((0.9 * view.purse) / unit)))
}

/** The pair of a maker and a user of one good that earns most by the turns that it takes. */
function bestPair(markets: readonly Market[]): [Stop, Stop] | null {
  const stops: Stop[] = markets.flatMap((market) => market.port.board.map((line) => ({ ...market, line })))
  const worth = (from: Stop, to: Stop) =>
    ((to.line.offer?.net ?? 0) - (from.line.offer?.net ?? Infinity)) / (from.turns + to.turns + 10)
  let best: [Stop, Stop] | null = null
  for (const from of stops.filter(({ line }) => line.role === 'sells'))
    for (const to of stops.filter(
      ({ line }) => line.role === 'buys' && line.commodity === from.line.commodity,
    ))
      if (worth(from, to) > (best ? worth(...best) : 0)) best = [from, to]
  return best
}

async function flyTo(ctx: Ctx, toSector: number): Promise<void> {
  for (const { sectorId } of (await planRoute(ctx, { toSector, ...NO_FILTER })).legs)
    await movePilot(ctx, { toSector: sectorId })
}
