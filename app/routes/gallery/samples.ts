import { type MapGroup } from '#app/components/map/map-colours.ts'
import { type MapEdge, type MapNode } from '#app/components/map/map-model.ts'
import { DISTRICT_TYPES } from '#server/domain/galaxy/district-types.ts'
import { type RegionStatus } from '#server/domain/regions/region-status.ts'
import { formatLabel } from '#app/lib/format.ts'

/** Sample data for the gallery; not realistic. */
export const GALLERY_TIME = '2026-11-20T21:40:00.000Z'

export const TREND = Array.from(
  { length: 30 },
  (_, day) => 900 + day * 12 + Math.round(80 * Math.sin(day / 3)),
)

export const DAYS = TREND.map((_, day) => new Date(Date.UTC(2026, 9, 20 + day)).toISOString().slice(0, 10))

export const ROWS: {
  name: string
  status: RegionStatus
  taxBp: number
  treasury: number
  security: number
}[] = [
  { name: 'Ashfall', status: 'active', taxBp: 1250, treasury: 1_284_500, security: 7 },
  { name: 'Veil', status: 'provisioning', taxBp: 1000, treasury: 0, security: 4.5 },
  { name: 'The Long Quiet', status: 'grace', taxBp: 500, treasury: 98_120, security: 9.2 },
]

export const MAP_GROUPS: MapGroup[] = DISTRICT_TYPES.map((key) => ({ key, label: formatLabel(key) }))

const COLUMNS = 100
const ROW_COUNT = 50

/** A jittered grid of 5,000 places in ten blocks, linked to their neighbours. */
export const MAP_NODES: MapNode[] = Array.from({ length: COLUMNS * ROW_COUNT }, (_, index) => {
  const [column, row] = [index % COLUMNS, Math.floor(index / COLUMNS)]
  const block = Math.floor(column / 20) + 5 * Math.floor(row / 25)
  return {
    id: index + 1,
    x: column + 0.42 * Math.sin(index * 12.9898),
    y: row + 0.42 * Math.sin(index * 78.233),
    name: `Sector ${index + 1}`,
    label: `Sector ${index + 1}`,
    group: DISTRICT_TYPES[block] ?? 'gateway_plaza',
    gate: index === 2550,
    port: index % 3 === 0,
    planet: index % 7 === 0,
  }
})

export const MAP_EDGES: MapEdge[] = MAP_NODES.flatMap(({ id }) => {
  const column = (id - 1) % COLUMNS
  return [
    ...(column < COLUMNS - 1 ? [{ from: id, to: id + 1, oneWay: id % 17 === 0 }] : []),
    ...(id + COLUMNS <= MAP_NODES.length ? [{ from: id, to: id + COLUMNS }] : []),
    ...(column < COLUMNS - 1 && id % 3 === 0 && id + COLUMNS < MAP_NODES.length
      ? [{ from: id, to: id + COLUMNS + 1 }]
      : []),
  ]
})
