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

/** Goods and how many hundredths of an average port's capacity a class has for each. */
export type MarketSizes = Readonly<Partial<Record<Commodity, number>>>

export type PortClassSpec = { name: string; sells: MarketSizes; buys: MarketSizes }

/** What each class makes and uses, and how much of it (ECONOMY.md §1.3). Output and use of each good balance. */
export const PORT_CLASS_SPECS: Readonly<Record<PortClass, PortClassSpec>> = {
  trade_hub: {
    name: 'Trade hub',
    sells: { equipment: 50, food: 40, luxury: 15, technology: 40 },
    buys: { ore: 30, organics: 30, fuel: 40, energy: 40 },
  },
  mining_station: {
    name: 'Mining station',
    sells: { ore: 300, fuel: 60 },
    buys: { equipment: 80, food: 80, energy: 60 },
  },
  agri_dome: {
    name: 'Agri-dome',
    sells: { organics: 160, food: 160 },
    buys: { equipment: 80, fuel: 80, technology: 50 },
  },
  refinery: { name: 'Refinery', sells: { fuel: 160, energy: 80 }, buys: { ore: 90, organics: 120 } },
  foundry: { name: 'Foundry', sells: { equipment: 200 }, buys: { ore: 120, food: 80, energy: 80 } },
  technopolis: {
    name: 'Technopolis',
    sells: { technology: 170 },
    buys: { equipment: 80, luxury: 120, energy: 80 },
  },
  resort: { name: 'Resort', sells: { luxury: 60 }, buys: { organics: 50, food: 120, technology: 50 } },
  power_array: {
    name: 'Power array',
    sells: { energy: 220 },
    buys: { ore: 50, fuel: 120, technology: 50 },
  },
  free_port: {
    name: 'Free port',
    sells: { organics: 80, fuel: 80, luxury: 40 },
    buys: { equipment: 80, technology: 80 },
  },
}

/**
 * Markets of size 1.0 at development 5 (ECONOMY.md §1.2). Base prices are credits at a half-full stock; dear goods come
 * in small stocks, so that a full hold is worth about the same everywhere.
 */
export const COMMODITY_MARKETS: Readonly<Record<Commodity, { basePrice: number; capacity: number }>> = {
  ore: { basePrice: 12, capacity: 7_000 },
  organics: { basePrice: 13, capacity: 6_500 },
  equipment: { basePrice: 22, capacity: 3_600 },
  fuel: { basePrice: 14, capacity: 6_000 },
  food: { basePrice: 15, capacity: 5_600 },
  luxury: { basePrice: 30, capacity: 2_400 },
  technology: { basePrice: 36, capacity: 2_000 },
  energy: { basePrice: 17, capacity: 5_000 },
}

const MIN_CAPACITY = 20

/**
 * Units that a market holds: the goods table times the class's size, half as much again or half as much by the sector's
 * development 1–10, at least 20 (ECONOMY.md §1.3).
 */
export const marketCapacity = (commodity: Commodity, sizeHundredths: number, development: number): number =>
  Math.max(
    MIN_CAPACITY,
    Math.round((COMMODITY_MARKETS[commodity].capacity * sizeHundredths * (5 + development)) / 1000),
  )
