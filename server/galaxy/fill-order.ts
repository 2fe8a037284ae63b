import { and, eq, sql } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { prepared } from '#db/prepared.ts'
import { portMarkets } from '#db/schema/galaxy/space.ts'
import { decideTrade } from '#server/domain/trade/decide-trade.ts'
import { offerOf } from '#server/domain/trade/offer.ts'
import { GameError } from '#server/errors.ts'
import { deliverSale } from './contracts/deliver-sale.ts'
import { bookTrade } from './book-trade.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { type TradeReceipt } from './api/trade-calls.ts'
import { type GalaxyCtx } from './galaxy-context.ts'
import { notHere, quoteView, refusedOrder } from './orders.ts'
import { transactAsPilot } from './pilots.ts'
import { readOrder, type OrderState } from './read-order.ts'

type Order = CallInput<'fillOrder'>

/**
 * Fills an order in one transaction: market, cargo, purse, treasury, turns and receipt change together or not at all. The pilot's row is
 * locked first, then the market's, which decides the price; the treasury's comes last. Between the market's lock and the commit is one
 * statement, for all who trade there wait for it. An order that was filled before gets its receipt again. @throws CONFLICT with the
 * reason.
 */
export function fillOrder(galaxy: GalaxyCtx, order: Order): Promise<CallOutput<'fillOrder'>> {
  return transactAsPilot(galaxy, order, async (tx, pilot) => {
    const { receipt, isPortHere, aboard, purse, ...state } = await readOrder(tx, order, pilot)
    if (receipt) return { outcome: 'filled', sectorId: pilot.sectorId, receipt: receiptAgain(receipt, order) }
    if (!isPortHere) throw notHere()
    const law = state.law()
    const [market] = await lockMarket(tx.db).execute({ portId: order.portId, commodity: order.commodity })
    const trader = {
      ship: aboard.ship,
      hold: aboard,
      purse,
      stay: pilot,
      turns: { milliturns: pilot.milliturns, storedAt: pilot.turnsAt },
    }
    const wish = { ...order, worstNet: BigInt(order.worstNet) }
    const verdict = decideTrade(market ?? null, trader, wish, law, tx.now)
    if (verdict.ok)
      return {
        outcome: 'filled',
        sectorId: pilot.sectorId,
        receipt: await bookTrade(tx, order, pilot, aboard, {
          ...{ filled: verdict.value, law },
          delivered: await deliverSale(tx, order),
        }),
      }
    const offer = offerOf(market ?? null, trader, order, law, tx.now)
    if (verdict.reason !== 'price-moved' || !offer.ok) throw refusedOrder(verdict, trader, tx.now)
    return { outcome: 'price-moved', sectorId: pilot.sectorId, quote: quoteView(offer.value, law) }
  })
}

const lockMarket = prepared((galaxy: GalaxyDb) =>
  galaxy
    .select()
    .from(portMarkets)
    .where(
      and(
        eq(portMarkets.portId, sql.placeholder('portId')),
        eq(portMarkets.commodity, sql.placeholder('commodity')),
      ),
    )
    .for('update')
    .prepare('lock_market'),
)

/** The answer to an order that was filled before. @throws CONFLICT `order-id-taken` when that order was another one. */
function receiptAgain(row: NonNullable<OrderState['receipt']>, order: Order): TradeReceipt {
  if (WISH.some((key) => row[key] !== order[key]))
    throw new GameError('CONFLICT', 'This order id was used for another order. Choose a new one.', {
      reason: 'order-id-taken',
    })
  const { at, dockingTurns, berthFee, userId: _userId, number: _number, ...items } = row
  return { ...items, id: order.orderId, at: at.toISOString(), docking: { turns: dockingTurns, berthFee } }
}

const WISH = ['portId', 'commodity', 'side', 'quantity'] as const
