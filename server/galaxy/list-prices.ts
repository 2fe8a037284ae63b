import { type KnownPrices } from './api/price-calls.ts'
import { type CallInput } from './galaxy-api.ts'
import { type GalaxyCtx } from './galaxy-context.ts'
import { readKnownMarkets } from './known-markets.ts'

/** The ports whose prices the pilot knows, nearest first. */
export const listPrices = (galaxy: GalaxyCtx, input: CallInput<'listPrices'>): Promise<KnownPrices> =>
  readKnownMarkets(galaxy, input, ({ now, pilot, markets }) => ({
    asOf: now.toISOString(),
    sectorId: pilot.sectorId,
    markets,
  }))
