import { eq } from 'drizzle-orm'
import { trades } from '#db/schema/galaxy/trade.ts'
import { decideTrade } from '#server/domain/trade/decide-trade.ts'
import { offerOf } from '#server/domain/trade/offer.ts'
import { GameError } from '#server/errors.ts'
import { deliverSale } from './contracts/deliver-sale.ts'
import { bookingOf, bookTrade } from './book-trade.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { type TradeReceipt } from './api/trade-calls.ts'
import { transactInGalaxy, type GalaxyCtx, type GalaxyTx } from './galaxy-context.ts'
import { balanceOf } from './ledger-account.ts'
import { marketLawFor } from './market-law.ts'
import { marketOf, quoteView, refusedOrder, requirePortHere, requireShip } from './orders.ts'
import { lockPilot } from './pilots.ts'

type Order = CallInput<'fillOrder'>

/**
 * Fills an order in one transaction: market, cargo, purse, treasury, turns and receipt change together or not at all. The pilot's row is
 * locked first, then the market's, which decides the price; the treasury's comes last. An order that was filled before gets its
 * receipt again. @throws CONFLICT with the reason.
 */
export function fillOrder(galaxy: GalaxyCtx, order: Order): Promise<CallOutput<'fillOrder'>> {
  return transactInGalaxy(galaxy, async (tx) => {
    const pilot = await lockPilot(tx, order)
    const known = await receiptOf(tx, order)
    if (known) return { outcome: 'filled', sectorId: pilot.sectorId, receipt: known }
    await requirePortHere(tx.db, order.portId, pilot)
    const aboard = await requireShip(tx.db, pilot)
    const purse = await balanceOf(tx.db, 'purse', pilot.userId)
    const law = await marketLawFor(tx.db, order, tx.now)
    const [market] = await marketOf(tx.db, order).for('update')
    const trader = {
      ship: aboard.ship,
      hold: aboard,
      purse: BigInt(purse),
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

/** The receipt of an order that was filled before. @throws CONFLICT `order-id-taken` when that order was another one. */
async function receiptOf({ db }: GalaxyTx, order: Order): Promise<TradeReceipt | null> {
  const [row] = await db
    .select()
    .from(trades)
    .where(eq(trades.id, bookingOf(order)))
  if (!row) return null
  if (WISH.some((key) => row[key] !== order[key]))
    throw new GameError('CONFLICT', 'This order id was used for another order. Choose a new one.', {
      reason: 'order-id-taken',
    })
  const { at, dockingTurns, berthFee, userId: _userId, number: _number, ...items } = row
  return { ...items, id: order.orderId, at: at.toISOString(), docking: { turns: dockingTurns, berthFee } }
}

const WISH = ['portId', 'commodity', 'side', 'quantity'] as const
