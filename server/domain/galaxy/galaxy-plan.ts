import { type Commodity } from '../economy/commodities.ts'
import { type MarketRole } from '../economy/market-roles.ts'
import { type DistrictType } from './district-types.ts'
import { type PlanetClass } from './planet-classes.ts'
import { type PortClass } from './port-classes.ts'

/** Zones of a region, by warps from its gate (DESIGN.md §3 Regions). The Nexus has districts instead. */
export const ZONES = ['federation', 'border', 'frontier'] as const
export type Zone = (typeof ZONES)[number]

/**
 * `local` joins neighbouring sectors, `highway` the centres of two districts, `gate` the transit hub and another
 * district. Travel from a region's gate sector to the Nexus crosses databases and is not a warp.
 */
export const WARP_KINDS = ['local', 'highway', 'gate'] as const
export type WarpKind = (typeof WARP_KINDS)[number]

/** Bounds of a sector's three levels. */
export const LEVELS = { min: 1, max: 10 } as const

export type SectorPlan = {
  id: number
  name: string
  district: DistrictType | null
  zone: Zone | null
  /** Position, two decimals; neighbours are about ten units apart. */
  x: number
  y: number
  /** The three levels, whole numbers 1–10. */
  security: number
  development: number
  traffic: number
}

/** One direction. A two-way warp is two rows, a one-way warp one. */
export type WarpPlan = { fromSector: number; toSector: number; kind: WarpKind }

/** The id is `sectorId × 10 + slot`, so that one district's ports never shift the ids of another's. */
export type PortPlan = { id: number; sectorId: number; name: string; portClass: PortClass }

export type PortMarketPlan = {
  portId: number
  commodity: Commodity
  role: MarketRole
  /** Credits for one unit at a half-full stock. */
  basePrice: number
  /** Units, 0–capacity. */
  stock: number
  capacity: number
  /** Units per day by which the stock moves to its rest: positive where the port produces, negative where it consumes. */
  productionPerDay: number
  /** Share of the capacity at which the stock comes to rest, basis points, before laws and the day's events. */
  restBp: number
}

/** The id is `sectorId × 10 + slot`, as for ports. */
export type PlanetPlan = {
  id: number
  sectorId: number
  name: string
  planetClass: PlanetClass
  /** Inhabitants. */
  population: number
  /** Per cent. */
  habitability: number
}

/** A whole galaxy as rows in id order, ready to load table by table. */
export type GalaxyPlan = {
  sectors: SectorPlan[]
  warps: WarpPlan[]
  ports: PortPlan[]
  portMarkets: PortMarketPlan[]
  planets: PlanetPlan[]
}

/** Order of rows in a plan: by origin, then destination. */
export const byRoute = (a: WarpPlan, b: WarpPlan): number =>
  a.fromSector - b.fromSector || a.toSector - b.toSector
