import { type MapView, type Point, type Size } from '#app/lib/map-view.ts'
import { type MapModel } from './map-model.ts'

export type NodeKind = 'gate' | 'port' | 'planet' | 'empty'

export type MapColours = {
  edge: string
  highway: string
  ink: string
  halo: string
  accent: string
  route: string
  pilots: string
  bookmark: string
  fallback: string
  kinds: Record<NodeKind, string>
  groups: ReadonlyMap<string, string>
  tints: ReadonlyMap<string, string>
}

/** What a pilot can fly to from where they are, with the key that does it. */
export type Flight = { index: number; key: string | null }

export type Ship = Point & {
  /** Radians, 0 to the right. */
  heading: number
}

/** All that a frame of the map shows. Places are indices of nodes. */
export type Scene = MapModel & {
  view: MapView
  size: Size
  colours: MapColours
  /** Pixels per unit when the whole map is visible. */
  fitScale: number
  /** Colour by what is there, or by group. */
  colourBy: 'kind' | 'group'
  current: number | null
  selected: number | null
  hovered: number | null
  ship: Ship | null
  flights: readonly Flight[]
  route: readonly number[]
  /** Sectors that the pilot has been to; null where that is not known. */
  charted: ReadonlySet<number> | null
  /** An overlay: keys of `colours.tints` by node id. Others are dimmed. */
  tints: ReadonlyMap<number, string> | null
  /** More about a sector, by its id. */
  notes: ReadonlyMap<number, string> | null
  bookmarks: ReadonlySet<number>
  pilotsHere: boolean
}

export const kindOf = (node: { gate?: boolean; port?: boolean; planet?: boolean }): NodeKind =>
  node.gate ? 'gate' : node.port ? 'port' : node.planet ? 'planet' : 'empty'
