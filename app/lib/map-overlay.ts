import { type MapGroup } from '#app/components/map/map-colours.ts'
import { COMMODITY_LABELS } from '#app/lib/market-words.ts'
import { type Commodity } from '#server/domain/economy/commodities.ts'
import { securityWithPatrols } from '#server/domain/economy/defense-upkeep.ts'
import { contractOverlay, type ContractBoard } from './contract-overlay.ts'
import { areaName, type GalaxyMap } from './galaxy-map.ts'
import { formatCredits, formatPercent, formatRelative } from './format.ts'
import { type ApiOutputs } from './trpc-client.ts'

export type Gate = ApiOutputs['space']['gates'][number]
export type KnownPrices = ApiOutputs['trade']['prices']

export const OVERLAYS = {
  contents: 'What is there',
  security: 'Security',
  traffic: 'Traffic',
  zone: 'Owner and zone',
  tax: 'Sales tax',
  contracts: 'Contracts',
  price: 'Price of a good',
  sells: 'Ports that sell a good',
  buys: 'Ports that buy a good',
} as const
export type OverlayKind = keyof typeof OVERLAYS
export const needsGood = (kind: OverlayKind): boolean =>
  kind === 'price' || kind === 'sells' || kind === 'buys'

export type Overlay = {
  /** Keys of the legend by sector id; sectors without one are dimmed. */
  tints: ReadonlyMap<number, string>
  legend: MapGroup[]
  /** More about a sector, by its id. */
  notes: ReadonlyMap<number, string>
}

export type OverlaySources = {
  map: GalaxyMap
  patrolsOnDuty: number
  /** Law of a region; null in the Nexus. */
  tax: number
  /** Whose galaxy it is. */
  owner: string
  gates: readonly Gate[]
  /** Null until they are loaded, as are contracts. */
  prices: KnownPrices | null
  contracts: ContractBoard | null
}

/** What an overlay shows; null for what is there, which the shapes and colours of the map show by themselves. */
export function overlayOf(kind: OverlayKind, good: Commodity, sources: OverlaySources): Overlay | null {
  const { map } = sources
  switch (kind) {
    case 'contents':
      return null
    case 'security':
      return levels(map, 'Security', (id) =>
        securityWithPatrols(map.security.get(id) ?? 0, sources.patrolsOnDuty),
      )
    case 'traffic':
      return levels(map, 'Traffic', (id) => map.traffic.get(id) ?? 0)
    case 'zone':
      return zones(sources)
    case 'tax':
      return taxes(sources)
    case 'contracts':
      return contractOverlay(sources.contracts)
    case 'price':
      return prices(good, sources.prices)
    case 'sells':
    case 'buys':
      return traders(kind, good, map)
  }
}

const THIRDS = [
  { key: 'low', label: '1 to 3', colour: 'var(--danger)' },
  { key: 'middle', label: '4 to 6', colour: 'var(--warning)' },
  { key: 'high', label: '7 to 10', colour: 'var(--success)' },
] as const

function levels(map: GalaxyMap, what: string, levelOf: (id: number) => number): Overlay {
  const tints = new Map<number, string>()
  const notes = new Map<number, string>()
  for (const { id } of map.nodes) {
    const level = levelOf(id)
    tints.set(id, level <= 3 ? 'low' : level <= 6 ? 'middle' : 'high')
    notes.set(id, `${what} ${level}`)
  }
  return { tints, notes, legend: THIRDS.map((third) => ({ ...third, label: `${what} ${third.label}` })) }
}

function zones({ map, owner, gates }: OverlaySources): Overlay {
  return {
    tints: new Map(map.nodes.map(({ id, group = 'space' }) => [id, group])),
    notes: new Map([
      ...map.nodes.map(({ id, group = 'space' }) => [id, `${areaName(group)}, ${owner}`] as const),
      ...gateNotes(gates, ({ displayName, owner: of }) => `gate to ${displayName}, owned by ${of}`),
    ]),
    legend: map.groups.map((group) => ({ ...group, label: `${group.label} (${owner})` })),
  }
}

const TAXES = [
  { key: 'low', label: 'Sales tax up to 5%', colour: 'var(--success)', max: 0.05 },
  { key: 'middle', label: 'Sales tax up to 10%', colour: 'var(--warning)', max: 0.1 },
  { key: 'high', label: 'Sales tax over 10%', colour: 'var(--danger)', max: 1 },
] as const
const bandOf = (rate: number): string => TAXES.find(({ max }) => rate <= max)?.key ?? 'high'

/** Within a galaxy the tax is the same everywhere; gates show what is due beyond them. */
function taxes({ map, tax, gates }: OverlaySources): Overlay {
  const beyond = gates.flatMap(({ sectorId, region }) =>
    region ? [[sectorId, bandOf(region.taxRate)] as const] : [],
  )
  return {
    tints: new Map([...map.nodes.map(({ id }) => [id, bandOf(tax)] as const), ...beyond]),
    notes: new Map([
      ...map.nodes.map(({ id }) => [id, `Sales tax ${formatPercent(tax)}`] as const),
      ...gateNotes(gates, ({ displayName, taxRate }) => `${displayName}: ${formatPercent(taxRate)}`),
    ]),
    legend: [...TAXES],
  }
}

function gateNotes(
  gates: readonly Gate[],
  words: (region: NonNullable<Gate['region']>) => string,
): Map<number, string> {
  const notes = new Map<number, string>()
  for (const { sectorId, region } of gates) {
    if (!region) continue
    const before = notes.get(sectorId)
    notes.set(sectorId, before === undefined ? words(region) : `${before}; ${words(region)}`)
  }
  return notes
}

const PRICES = [
  { key: 'sells-low', label: 'Sold cheaply', colour: 'var(--success)' },
  { key: 'sells-high', label: 'Sold dear', colour: 'var(--warning)' },
  { key: 'buys-high', label: 'Bought at a good price', colour: 'var(--info)' },
  { key: 'buys-low', label: 'Bought at a low price', colour: 'var(--danger)' },
] as const

/** Prices that the pilot sees or remembers, against what the good usually costs there. */
function prices(good: Commodity, known: KnownPrices | null): Overlay {
  const tints = new Map<number, string>()
  const notes = new Map<number, string>()
  for (const { sectorId, seenAt, isLive, port } of known?.markets ?? []) {
    const line = port.board.find(({ commodity }) => commodity === good)
    if (!line?.offer) continue
    const usual = (line.basePrice * line.levelBp * line.offer.lot) / 10_000
    tints.set(sectorId, `${line.role}-${line.offer.price > usual ? 'high' : 'low'}`)
    const age = isLive || !known ? '' : `, seen ${formatRelative(seenAt, Date.parse(known.asOf))}`
    const words = `${port.name} ${line.role} ${line.offer.lot} for ${formatCredits(line.offer.net)}${age}`
    const before = notes.get(sectorId)
    notes.set(sectorId, before === undefined ? words : `${before}; ${words}`)
  }
  return { tints, notes, legend: [...PRICES] }
}

function traders(role: 'sells' | 'buys', good: Commodity, map: GalaxyMap): Overlay {
  const trading = map.ports.filter((port) => port[role].includes(good))
  const label = `${role === 'sells' ? 'Sells' : 'Buys'} ${COMMODITY_LABELS[good].toLowerCase()}`
  return {
    tints: new Map(trading.map(({ sectorId }) => [sectorId, role])),
    notes: new Map(trading.map(({ sectorId, name }) => [sectorId, name])),
    legend: [{ key: role, label, colour: role === 'sells' ? 'var(--success)' : 'var(--info)' }],
  }
}
