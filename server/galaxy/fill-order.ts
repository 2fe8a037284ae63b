import { decideTrade } from '#server/domain/trade/decide-trade.ts'
import { offerOf } from '#server/domain/trade/offer.ts'
import { GameError, notFound } from '#server/errors.ts'
import { deliverSale } from './contracts/deliver-sale.ts'
import { bookTrade } from './book-trade.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { type TradeReceipt } from './api/trade-calls.ts'
import { type GalaxyCtx, type GalaxyTx } from './galaxy-context.ts'
import { notHere, quoteView, refusedOrder } from './orders.ts'
import { transactAsPilot, type PilotRow } from './pilots.ts'
import { readOrder, type OrderState } from './read-order.ts'

type Order = CallInput<'fillOrder'>

/**
 * Fills an order in one transaction: market, cargo, purse, treasury, turns and receipt change together or not at all. The pilot's row is
 * locked first, then the market's, which decides the price; the treasury's comes last. All who trade there wait for the market's lock: it is
 * taken with the last of what is read, and what writes goes out with the commit. An order that was filled before gets its receipt again.
 * @throws CONFLICT with the reason.
 */
export function fillOrder(galaxy: GalaxyCtx, order: Order): Promise<CallOutput<'fillOrder'>> {
  const decide = async (
    tx: GalaxyTx,
    pilot: PilotRow,
    state: OrderState | null,
  ): Promise<CallOutput<'fillOrder'>> => {
    if (!state) throw notFound('Your ship')
    const { receipt, isPortHere, market, wanted, aboard, purse } = state
    if (receipt) return { outcome: 'filled', sectorId: pilot.sectorId, receipt: receiptAgain(receipt, order) }
    if (!isPortHere) throw notHere()
    const law = state.law(tx.now)
    const trader = {
      ship: aboard.ship,
      hold: aboard,
      purse,
      stay: pilot,
      turns: { milliturns: pilot.milliturns, storedAt: pilot.turnsAt },
    }
    const wish = { ...order, worstNet: BigInt(order.worstNet) }
    const verdict = decideTrade(market, trader, wish, law, tx.now)
    if (verdict.ok)
      return {
        outcome: 'filled',
        sectorId: pilot.sectorId,
        receipt: await bookTrade(tx, order, pilot, aboard, {
          ...{ filled: verdict.value, law },
          delivered: await deliverSale(tx, order, wanted),
        }),
      }
    const offer = offerOf(market, trader, order, law, tx.now)
    if (verdict.reason !== 'price-moved' || !offer.ok) throw refusedOrder(verdict, trader, tx.now)
    return { outcome: 'price-moved', sectorId: pilot.sectorId, quote: quoteView(offer.value, law) }
  }
  return transactAsPilot(galaxy, order, decide, (db) => readOrder(db, order, galaxy.clock.offsetMs()))
}

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
