import { offerOf } from '#server/domain/trade/offer.ts'
import { type CallInput } from './galaxy-api.ts'
import { type TradeQuote } from './api/trade-calls.ts'
import { readSnapshot, type GalaxyCtx } from './galaxy-context.ts'
import { marketLawFor } from './market-law.ts'
import { notPresent } from './not-present.ts'
import { marketOf, quoteView, refusedOrder, requirePortHere, requireShip } from './orders.ts'
import { getPilot } from './pilots.ts'

/** What an order would cost or bring now. Writes nothing. @throws CONFLICT with the reason. */
export function quoteTrade(galaxy: GalaxyCtx, input: CallInput<'quoteTrade'>): Promise<TradeQuote> {
  return readSnapshot(galaxy, async (tx) => {
    const pilot = await getPilot(tx, input)
    if (!pilot) throw notPresent()
    await requirePortHere(tx, input.portId, pilot)
    const { ship } = await requireShip(tx, pilot)
    const now = await galaxy.clock.now(tx)
    const law = await marketLawFor(tx, input, now)
    const [market] = await marketOf(tx, input)
    const offer = offerOf(market ?? null, { ship, stay: pilot }, input, law, now)
    if (!offer.ok) throw refusedOrder(offer)
    return quoteView(offer.value, law)
  })
}
