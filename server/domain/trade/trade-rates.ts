import { relievedRateBp } from '../diplomacy/treaty-effects.ts'
import { type TradeRates } from '../economy/quote.ts'

/** What the law takes of trade, basis points. The Central Nexus has no tariff. */
export type TradeLevies = { taxRateBp: number; tariffBp: number }

/** Who trades: what treaties relieve them by, and whether they are residents or citizens here. */
export type TradeStanding = { reliefBp: number; isLocal: boolean }

/** Rates on a pilot’s trade here: everybody pays the tax, non-residents also the tariff, both less the relief. */
export const tradeRatesFor = (
  { taxRateBp, tariffBp }: TradeLevies,
  { reliefBp, isLocal }: TradeStanding,
): TradeRates => ({
  taxRateBp: relievedRateBp(taxRateBp, reliefBp),
  tariffBp: isLocal ? 0 : relievedRateBp(tariffBp, reliefBp),
})
