import { and, eq, sql } from 'drizzle-orm'
import { marketDays, pilotTotals, trades } from '#db/schema/galaxy/trade.ts'
import { pilots, shipCargo } from '#db/schema/galaxy/presence.ts'
import { portMarkets } from '#db/schema/galaxy/space.ts'
import { pricedMarket } from '#server/domain/economy/market-on-day.ts'
import { midPriceHundredths } from '#server/domain/economy/price-curve.ts'
import { keysOf, tableOf } from '#server/domain/keys-of.ts'
import { renown } from '#server/domain/ships/ranks.ts'
import { type TradeReceipt as Filled } from '#server/domain/trade/decide-trade.ts'
import { tradePostings } from '#server/domain/trade/trade-postings.ts'
import { isoDay, utcDay } from '#server/domain/utc-day.ts'
import { transferIdOf } from '../galaxies/transfer-id.ts'
import { payPremiums, type Delivered } from './contracts/deliver-sale.ts'
import { countDocking } from './count-docking.ts'
import { type CallInput } from './galaxy-api.ts'
import { type TradeReceipt } from './api/trade-calls.ts'
import { type GalaxyTx } from './galaxy-context.ts'
import { type MarketLaw } from './market-law.ts'
import { dockingOf, itemsOf, type MarketRow } from './orders.ts'
import { notePilotDay } from './note-pilot-day.ts'
import { type PilotRow } from './pilots.ts'
import { type ShipAboard } from './ships.ts'

type Order = CallInput<'fillOrder'>
type FilledOrder = Filled<MarketRow>

/** The id under which an order is booked: no player can choose one that means somebody else's booking. */
export const bookingOf = ({ userId, orderId }: Order) => transferIdOf(`order ${userId} ${orderId}`)

/**
 * Books a filled order: goods, turns, records, receipt and ledger. Call it with the rows of pilot and market locked; the ledger comes
 * last, for the treasury's row is shared by all trades of the galaxy.
 */
export async function bookTrade(
  tx: GalaxyTx,
  order: Order,
  pilot: PilotRow,
  aboard: ShipAboard,
  { filled, law, delivered }: { filled: FilledOrder; law: MarketLaw; delivered: Delivered },
): Promise<TradeReceipt> {
  await moveGoods(tx, aboard, filled)
  await notePilot(tx, pilot, filled, delivered.filled)
  await noteDay(tx, filled, law)
  const receipt = {
    ...itemsOf(filled.quote),
    portId: order.portId,
    commodity: order.commodity,
    docking: dockingOf(filled.docking),
    premium: delivered.premium,
    purse: Number(filled.purse) + delivered.premium,
    stock: filled.market.stock,
  }
  const { docking, ...columns } = receipt
  const id = bookingOf(order)
  await tx.db.insert(trades).values({
    ...columns,
    id,
    at: tx.now,
    userId: pilot.userId,
    dockingTurns: docking.turns,
    berthFee: docking.berthFee,
  })
  await tx.post({
    id,
    reason: order.side === 'buy' ? 'purchase' : 'sale',
    postings: tradePostings(filled, { userId: pilot.userId, shipId: aboard.id }),
  })
  await payPremiums(tx, order, id, delivered)
  return { id: order.orderId, at: tx.now.toISOString(), ...receipt }
}

async function moveGoods(
  { db }: GalaxyTx,
  aboard: ShipAboard,
  { market, cargo }: FilledOrder,
): Promise<void> {
  const { portId, commodity, stock, stockRemainder, stockAt } = market
  await db
    .update(portMarkets)
    .set({ stock, stockRemainder, stockAt })
    .where(and(eq(portMarkets.portId, portId), eq(portMarkets.commodity, commodity)))
  const quantity = cargo[commodity] ?? 0
  await db
    .insert(shipCargo)
    .values({ shipId: aboard.id, commodity, quantity })
    .onConflictDoUpdate({ target: [shipCargo.shipId, shipCargo.commodity], set: { quantity } })
}

/** The pilot is docked, and their record has grown: all of it, and what was done in this galaxy. */
async function notePilot(
  tx: GalaxyTx,
  pilot: PilotRow,
  { quote, docking }: FilledOrder,
  contractsFilled: number,
): Promise<void> {
  const [salesNet, purchasesNet] = quote.side === 'sell' ? [Number(quote.net), 0] : [0, Number(quote.net)]
  const record = {
    salesNet: pilot.salesNet + salesNet,
    purchasesNet: pilot.purchasesNet + purchasesNet,
    contracts: pilot.contracts + contractsFilled,
  }
  const now = renown({
    ...pilot,
    ...record,
    salesNet: BigInt(record.salesNet),
    purchasesNet: BigInt(record.purchasesNet),
  })
  await tx.db
    .update(pilots)
    .set({
      ...record,
      highestRenown: Math.max(pilot.highestRenown, now),
      docked: true,
      hasDocked: true,
      milliturns: docking.account.milliturns,
      turnsAt: docking.account.storedAt,
    })
    .where(eq(pilots.userId, pilot.userId))
  const tax = Number(quote.tax)
  await tx.db
    .insert(pilotTotals)
    .values({ userId: pilot.userId, changedAt: tx.now, salesNet, purchasesNet, tax, given: 0, trades: 1 })
    .onConflictDoUpdate({
      target: pilotTotals.userId,
      set: {
        changedAt: tx.now,
        salesNet: sql`${pilotTotals.salesNet} + ${salesNet}`,
        purchasesNet: sql`${pilotTotals.purchasesNet} + ${purchasesNet}`,
        tax: sql`${pilotTotals.tax} + ${tax}`,
        trades: sql`${pilotTotals.trades} + 1`,
      },
    })
  await countDocking(tx, pilot)
  await notePilotDay(tx, pilot.userId, {
    turns: docking.turns,
    trades: 1,
    salesNet,
    purchasesNet,
    berths: Number(docking.berthFee),
    contracts: contractsFilled,
  })
}

/** What the market did today, for charts and statistics that must not read a log. */
async function noteDay(tx: GalaxyTx, { quote, market }: FilledOrder, { today }: MarketLaw): Promise<void> {
  const price = midPriceHundredths(pricedMarket(market, today))
  const net = Number(quote.net)
  const isPurchase = quote.side === 'buy'
  const done = {
    bought: isPurchase ? quote.quantity : 0,
    sold: isPurchase ? 0 : quote.quantity,
    paid: isPurchase ? net : 0,
    received: isPurchase ? 0 : net,
    tariff: Number(quote.tariff),
    tax: Number(quote.tax),
  }
  const day = isoDay(utcDay(tx.now))
  await tx.db
    .insert(marketDays)
    .values({
      portId: market.portId,
      commodity: market.commodity,
      day,
      low: price,
      high: price,
      close: price,
      ...done,
    })
    .onConflictDoUpdate({
      target: [marketDays.portId, marketDays.commodity, marketDays.day],
      set: {
        low: sql`least(${marketDays.low}, ${price}::int)`,
        high: sql`greatest(${marketDays.high}, ${price}::int)`,
        close: price,
        ...tableOf(keysOf(done), (key) => sql`${marketDays[key]} + ${done[key]}::bigint`),
      },
    })
}
