import { type Gate } from '#app/lib/map-overlay.ts'
import { type GalaxyMap } from '#app/lib/galaxy-map.ts'
import { type Terms } from '#server/domain/culture/language-pack.ts'
import { type RouteFilter } from '#server/domain/travel/route-filter.ts'
import { type OrderAnswer } from './order-answer.ts'
import { type View } from './trade-wish.ts'

/** A route that was asked for. */
export type Way = {
  /** The sector, as typed. */
  typed: string
  /** Why there is none. */
  refusal: string | null
  filter: RouteFilter
}

/** What every panel of the deck gets. */
export type DeckProps = {
  view: View
  /** The region's own words. */
  terms: Terms
  way: Way | null
  /** The galaxy's map, once it is loaded. */
  map: GalaxyMap | null
  isMapMissing: boolean
  gates: readonly Gate[]
  /** Not used by any order yet. */
  orderId: string
  order: OrderAnswer | undefined
}
