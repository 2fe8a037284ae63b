import { type GalaxyDb } from '#db/client.ts'
import { economyOn, type EconomyDay } from '#server/domain/economy/economy-day.ts'
import { type TradeRates } from '#server/domain/economy/quote.ts'
import { tradeRatesFor } from '#server/domain/trade/trade-rates.ts'
import { type LocalLaw } from '#server/domain/regions/local-law.ts'
import { utcDay } from '#server/domain/utc-day.ts'
import { economyDaysOf } from './economy-days.ts'
import { type MarketTerms } from './api/pilot-terms.ts'
import { requireLocalLaw } from './require-local-law.ts'

/** What prices follow: what the trader owes, and what holds in the galaxy. */
export type MarketLaw = {
  /** Null in the Nexus. */
  law: (LocalLaw & { version: number }) | null
  /** Before relief, basis points. */
  lawTaxBp: number
  rates: TradeRates
  /** For settlement. */
  days: EconomyDay[]
  today: EconomyDay
}

/** @throws UNAVAILABLE before the galaxy has its law. */
export async function marketLawFor(galaxy: GalaxyDb, terms: MarketTerms, now: Date): Promise<MarketLaw> {
  const law = terms.regionId === null ? null : await requireLocalLaw(galaxy, terms.regionId)
  return marketLaw(terms, law, await economyDaysOf(galaxy, now), now)
}

/** The same from what was read. */
export function marketLaw(
  terms: MarketTerms,
  law: MarketLaw['law'],
  days: EconomyDay[],
  now: Date,
): MarketLaw {
  const lawTaxBp = law?.taxRateBp ?? terms.nexusTaxBp ?? 0
  return {
    law,
    lawTaxBp,
    rates: tradeRatesFor({ taxRateBp: lawTaxBp, tariffBp: law?.tariffBp ?? 0 }, terms),
    days,
    today: economyOn(days, utcDay(now)),
  }
}
