import { violatedConstraint } from '#db/client.ts'
import { shareOf } from '#server/domain/rates.ts'
import { checkTransfer, type Posting } from '#server/domain/economy/ledger.ts'
import { pricedMarket } from '#server/domain/economy/market-on-day.ts'
import { midPriceHundredths } from '#server/domain/economy/price-curve.ts'
import { renown } from '#server/domain/ships/ranks.ts'
import { type TradeReceipt as Filled } from '#server/domain/trade/decide-trade.ts'
import { tradePostings } from '#server/domain/trade/trade-postings.ts'
import { isoDay, utcDay } from '#server/domain/utc-day.ts'
import { transferIdOf } from '../galaxies/transfer-id.ts'
import { payPremiums, type Delivered } from './contracts/deliver-sale.ts'
import { type CallInput } from './galaxy-api.ts'
import { type TradeReceipt } from './api/trade-calls.ts'
import { type GalaxyTx } from './galaxy-context.ts'
import { type MarketLaw } from './market-law.ts'
import { dockingOf, itemsOf, type MarketRow } from './orders.ts'
import { type PilotRow } from './pilots.ts'
import { bookedLongAgo } from './post-new.ts'
import { type ShipAboard } from './ships.ts'
import { writeTrade, type TradeValues } from './write-trade.ts'

type Order = CallInput<'fillOrder'>
type FilledOrder = Filled<MarketRow>

/** The id under which an order is booked: no player can choose one that means somebody else's booking. */
export const bookingOf = ({ userId, orderId }: Order) => transferIdOf(`order ${userId} ${orderId}`)

/** Of a filled order the transfer stays for good, the receipt that answers a repetition for a time. */
const TRANSFER_KEY = 'ledger_transfers_pkey'

/**
 * Books a filled order: goods, turns, records, receipt and ledger. Call it with the rows of pilot and market locked.
 * @throws CONFLICT `order-too-old` when it was booked before and its receipt is gone.
 */
export async function bookTrade(
  tx: GalaxyTx,
  order: Order,
  pilot: PilotRow,
  aboard: ShipAboard,
  { filled, law, delivered }: { filled: FilledOrder; law: MarketLaw; delivered: Delivered },
): Promise<TradeReceipt> {
  const { portId, commodity } = order
  const purse = Number(filled.purse)
  const receipt = {
    ...itemsOf(filled.quote),
    ...{ portId, commodity },
    docking: dockingOf(filled.docking),
    premium: delivered.premium,
    purse: purse + delivered.premium,
    stock: filled.market.stock,
  }
  const id = bookingOf(order)
  const { docking, ...columns } = receipt
  const values: TradeValues = {
    ...columns,
    ...{ id, at: tx.now.toISOString(), day: isoDay(utcDay(tx.now)), shipId: aboard.id },
    dockingTurns: docking.turns,
    berthFee: docking.berthFee,
    dockings: pilot.docked ? 0 : 1,
    contractsFilled: delivered.filled,
    allFilled: delivered.filled + delivered.jobsFilled,
    ...goodsAfter(filled, law),
    ...pilotAfter(pilot, filled, delivered.filled),
    ...flowOf(filled),
    dutiable: dutiableOf(filled, order),
    ...bookingIn(tradePostings(filled, { userId: pilot.userId, shipId: aboard.id })),
    reason: order.side === 'buy' ? 'purchase' : 'sale',
    purseAfterTrade: purse,
  }
  const written = () =>
    writeTrade(tx.db, values).catch((error: unknown) => {
      throw violatedConstraint(error) === TRANSFER_KEY ? bookedLongAgo() : error
    })
  if (delivered.payments.length === 0) await tx.last(written)
  else {
    await written()
    await payPremiums(tx, order, id, delivered)
  }
  return { id: order.orderId, at: tx.now.toISOString(), ...receipt }
}

const goodsAfter = ({ market, cargo }: FilledOrder, { today }: MarketLaw) => ({
  stock: market.stock,
  stockRemainder: market.stockRemainder,
  stockAt: market.stockAt.toISOString(),
  midPrice: midPriceHundredths(pricedMarket(market, today)),
  aboard: cargo[market.commodity] ?? 0,
})

/** The pilot's record has grown: all of it. */
function pilotAfter(pilot: PilotRow, filled: FilledOrder, contractsFilled: number) {
  const { received, paid } = flowOf(filled)
  const { milliturns, storedAt } = filled.docking.account
  const record = {
    salesNet: pilot.salesNet + received,
    purchasesNet: pilot.purchasesNet + paid,
    contracts: pilot.contracts + contractsFilled,
  }
  const now = renown({
    ...pilot,
    ...record,
    salesNet: BigInt(record.salesNet),
    purchasesNet: BigInt(record.purchasesNet),
  })
  return {
    ...record,
    userId: pilot.userId,
    highestRenown: Math.max(pilot.highestRenown, now),
    milliturns,
    turnsAt: storedAt.toISOString(),
  }
}

/** Units and credits that pilots bought and paid, or sold and received. */
function flowOf({ quote: { side, quantity, net } }: FilledOrder) {
  const done = { bought: 0, paid: 0, sold: 0, received: 0 }
  return side === 'buy'
    ? { ...done, bought: quantity, paid: Number(net) }
    : { ...done, sold: quantity, received: Number(net) }
}

/** What a tariff is a share of; relief takes as large a part of it as of the rate. */
const dutiableOf = ({ quote: { side, price, spread } }: FilledOrder, { isLocal, reliefBp }: Order): number =>
  isLocal ? 0 : Number(shareOf(side === 'buy' ? price + spread : price - spread, 10_000 - reliefBp))

/** Postings as columns, and what they change in purse and treasury. */
function bookingIn(postings: readonly Posting[]) {
  const verdict = checkTransfer(postings)
  if (!verdict.ok) throw new Error(`trade: ${verdict.message}`)
  const amountOf = (kind: 'purse' | 'treasury') =>
    Number(postings.find(({ account }) => account === kind)?.amount ?? 0n)
  return {
    accounts: postings.map(({ account }) => account),
    owners: postings.map(({ ownerId }) => ownerId),
    assets: postings.map(({ asset }) => asset),
    amounts: postings.map(({ amount }) => Number(amount)),
    purseChange: amountOf('purse'),
    treasuryIncome: amountOf('treasury'),
  }
}
