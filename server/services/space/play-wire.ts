import { pricesElsewhere } from '#server/domain/trade/copied-prices-wire.ts'
import { z } from 'zod'
import { bookmark } from '#server/domain/galaxy/bookmark-input.ts'
import { FLIGHT_ENDS } from '#server/domain/galaxy/fly-legs.ts'
import { cursorPageOf } from '#server/domain/paging.ts'
import { charted } from '#server/galaxy/api/charting-calls.ts'
import { flownRoute } from '#server/galaxy/api/flight-calls.ts'
import { knownPrices, notebook, tradeIdeas } from '#server/galaxy/api/price-calls.ts'
import { tradeQuote, tradeReceipt } from '#server/galaxy/api/trade-calls.ts'
import { marketInSight } from '#server/galaxy/api/trade-calls.ts'
import { routePlan, sectorOutput, ship } from '#server/galaxy/api/sector-calls.ts'
import { encounter, fightReport, odds } from '#server/galaxy/api/combat-calls.ts'
import { captainsLog, listedTrade } from '#server/galaxy/api/log-calls.ts'
import { shipAndOffers, yardReceipt } from '#server/galaxy/api/yard-calls.ts'

// What programs read of the game (REST `/play`): the galaxy's own answers, with the place that the platform knows.

const place = z.object({
  id: z.uuid(),
  /** Name in addresses: a region's, or `nexus`. */
  ref: z.string(),
  kind: z.enum(['region', 'nexus']),
  displayName: z.string(),
  gateSector: z.int().nullable(),
})

const { sector, warps, ports, tax, planets, pilots, purse, turns } = sectorOutput.shape

export const playSectorWire = z.object({
  place,
  sector: sector.omit({ zone: true }).extend({ isGate: z.boolean() }),
  warps,
  ports,
  tax,
  planets,
  pilots,
  ship: ship.nullable(),
  purse,
  turns,
  combat: z.object({ lawful: z.boolean(), message: z.string() }),
  encounter,
})

export const playMeWire = z.object({
  callsign: z.string(),
  place,
  sectorId: z.int(),
  purse,
  turns,
  ship: ship.nullable(),
})

export const moveWire = z.object({
  sectorId: z.int(),
  turnsSpent: z.int(),
  turnsLeft: z.int(),
  end: z.enum(FLIGHT_ENDS),
  charted,
})
export const chartWire = z.object({
  /** A region's name, or `nexus`. */
  place: z.string(),
  sectorIds: z.array(z.int()),
})
export const landingWire = z.object({ sectorId: z.int() })
export const routeWire = routePlan.extend({
  /** Of the map that it was planned on: flying the route asks for it. */
  mapVersion: z.int(),
})
export const routeFlightWire = flownRoute
export const marketListWire = z.object({ markets: z.array(marketInSight) })
export const knownPricesWire = knownPrices
export const pricesElsewhereWire = pricesElsewhere
export const tradeIdeasWire = tradeIdeas
export const notebookWire = notebook
export const bookmarkListWire = z.object({ items: z.array(bookmark) })
export const bookmarkedWire = z.object({ bookmarked: z.boolean() })
export const watchedWire = z.object({ watched: z.boolean() })
export const savedRouteWire = z.object({ saved: z.boolean() })
export const quoteWire = tradeQuote.extend({ stamps: tradeQuote.shape.stamps.extend({ map: z.int() }) })
export const orderOutcomeWire = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('filled'), receipt: tradeReceipt }),
  z.object({ outcome: z.literal('price-moved'), quote: tradeQuote }),
])
export const shipAndOffersWire = shipAndOffers
export const yardReceiptWire = yardReceipt
export const captainsLogWire = captainsLog
export const tradeListWire = cursorPageOf(listedTrade)
export const ambushWire = z.object({ sectorId: z.int(), until: z.iso.datetime() })
export const oddsWire = odds
export const fightReportWire = fightReport
