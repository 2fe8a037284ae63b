import { randomUUID } from 'node:crypto'
import { hasRank } from '#server/domain/ships/ranks.ts'
import { type Ctx } from '#server/services/context.ts'
import { deliverCourier } from '#server/services/contracts/deliver-courier.ts'
import { listContracts, type ContractBoard } from '#server/services/contracts/list-contracts.ts'
import { takeContract } from '#server/services/contracts/take-contract.ts'
import { takeCourier } from '#server/services/contracts/take-courier.ts'
import { findTrades } from '#server/services/trade/find-trades.ts'
import { listMarkets } from '#server/services/trade/list-markets.ts'
import { deliverGoods, type Delivery } from './demo-delivery.ts'
import { flyTo } from './demo-flight.ts'

const FIRST_PAGE = { page: 1, pageSize: 20 }
/** Nobody in the story looks further, or at more contracts. */
const FAR_TURNS = 30
const LOOKED_AT = 3

/** Takes a contract for goods that the pilot knows where to buy, and fills it. False if there is none. */
export async function fillContract(ctx: Ctx): Promise<boolean> {
  const board = await listContracts(ctx, FIRST_PAGE)
  for (const contract of contractsFor(board).slice(0, LOOKED_AT)) {
    const delivery = await findGoods(ctx, contract)
    if (!delivery) continue
    await takeContract(ctx, { contractId: contract.id })
    await deliverGoods(ctx, delivery)
    return true
  }
  return false
}

type Contract = ContractBoard['open']['items'][number]

const contractsFor = ({ open, rank }: ContractBoard): Contract[] =>
  open.items.filter(
    ({ kind, port, ...contract }) =>
      kind === 'shortage' && hasRank(rank, contract.rank) && (port.turns ?? Infinity) <= FAR_TURNS,
  )

/** Where the goods of a contract are bought, if hold and purse take them. */
async function findGoods(ctx: Ctx, { commodity, units, port }: Contract): Promise<Delivery | null> {
  if (commodity === null) return null
  const { trades, freeHolds, purse } = await findTrades(ctx, { commodity })
  const source = trades.find(
    ({ from, cost, quantity }) => from.stock >= units && (cost / quantity) * units * 1.2 <= purse,
  )
  if (!source || freeHolds < units) return null
  return {
    commodity,
    from: source.from,
    to: { portId: port.id, sectorId: port.sectorId },
    quantity: units,
  }
}

/** Carries sealed goods from the nearest trade hub in sight. False if there is none. */
export async function runCourier(ctx: Ctx): Promise<boolean> {
  const { markets } = await listMarkets(ctx)
  const hub = markets.find(({ port }) => port.portClass === 'trade_hub')
  if (!hub) return false
  await flyTo(ctx, hub.sectorId)
  const { couriers } = await listContracts(ctx, FIRST_PAGE)
  const [offer] = couriers
  if (!offer) return false
  const { contractId } = await takeCourier(ctx, {
    courierId: randomUUID(),
    portId: offer.hub.id,
    toPortId: offer.to.id,
  })
  await flyTo(ctx, offer.to.sectorId)
  await deliverCourier(ctx, { contractId })
  return true
}
