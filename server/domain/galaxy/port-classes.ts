import { type Commodity } from '../economy/commodities.ts'

/** At least one class sells each commodity and one buys it, so every good has a route. */
export const PORT_CLASSES = [
  'trade_hub',
  'mining_station',
  'agri_dome',
  'refinery',
  'foundry',
  'technopolis',
  'resort',
  'power_array',
  'free_port',
] as const
export type PortClass = (typeof PORT_CLASSES)[number]

export type PortClassSpec = {
  name: string
  sells: readonly Commodity[]
  buys: readonly Commodity[]
}

export const PORT_CLASS_SPECS: Readonly<Record<PortClass, PortClassSpec>> = {
  trade_hub: {
    name: 'Trade hub',
    sells: ['equipment', 'food', 'luxury', 'technology'],
    buys: ['ore', 'organics', 'fuel', 'energy'],
  },
  mining_station: { name: 'Mining station', sells: ['ore', 'fuel'], buys: ['equipment', 'food', 'energy'] },
  agri_dome: { name: 'Agri-dome', sells: ['organics', 'food'], buys: ['equipment', 'fuel', 'technology'] },
  refinery: { name: 'Refinery', sells: ['fuel', 'energy'], buys: ['ore', 'organics'] },
  foundry: { name: 'Foundry', sells: ['equipment'], buys: ['ore', 'food', 'energy'] },
  technopolis: { name: 'Technopolis', sells: ['technology'], buys: ['equipment', 'luxury', 'energy'] },
  resort: { name: 'Resort', sells: ['luxury'], buys: ['organics', 'food', 'technology'] },
  power_array: { name: 'Power array', sells: ['energy'], buys: ['ore', 'fuel', 'technology'] },
  free_port: { name: 'Free port', sells: ['organics', 'fuel', 'luxury'], buys: ['equipment', 'technology'] },
}

/**
 * Markets of a port of average size. Base prices are credits at a half-full stock; expensive goods come in small
 * stocks, so that a full hold is worth about the same everywhere.
 */
export const COMMODITY_MARKETS: Readonly<Record<Commodity, { basePrice: number; capacity: number }>> = {
  ore: { basePrice: 20, capacity: 6_000 },
  organics: { basePrice: 24, capacity: 5_000 },
  equipment: { basePrice: 90, capacity: 2_000 },
  fuel: { basePrice: 32, capacity: 5_000 },
  food: { basePrice: 36, capacity: 4_000 },
  luxury: { basePrice: 240, capacity: 800 },
  technology: { basePrice: 320, capacity: 600 },
  energy: { basePrice: 45, capacity: 4_500 },
}
