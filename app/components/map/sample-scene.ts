import { createMapModel, type MapNode } from './map-model.ts'
import { type MapColours, type Scene } from './map-scene.ts'

const PLAIN = '#fff'

const COLOURS: MapColours = {
  ...{ edge: PLAIN, highway: PLAIN, ink: PLAIN, halo: PLAIN, accent: PLAIN, route: PLAIN },
  ...{ pilots: PLAIN, bookmark: PLAIN, fallback: PLAIN, groups: new Map(), tints: new Map() },
  kinds: { gate: PLAIN, port: PLAIN, planet: PLAIN, empty: PLAIN },
}

/** A frame of a map of these sectors without a ship, as tests draw it. */
export const sampleScene = (
  nodes: readonly MapNode[],
  { colours, ...more }: Partial<Omit<Scene, 'colours'>> & { colours?: Partial<MapColours> } = {},
): Scene => ({
  ...createMapModel(nodes, []),
  view: { x: 200, y: 0, scale: 1 },
  size: { width: 900, height: 300 },
  colours: { ...COLOURS, ...colours },
  ...{ fitScale: 1, colourBy: 'kind', current: 0, selected: null, hovered: null, ship: null },
  ...{ flights: [], route: [], charted: null, tints: null, notes: null },
  ...{ bookmarks: new Set(), pilotsHere: false },
  ...more,
})
