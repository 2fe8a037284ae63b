import { doublePrecision, index, integer, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { COMMODITIES } from '#server/domain/economy/commodities.ts'
import { DISTRICT_TYPES } from '#server/domain/galaxy/district-types.ts'
import { MARKET_ROLES } from '#server/domain/economy/market-roles.ts'
import { WARP_KINDS, ZONES } from '#server/domain/galaxy/galaxy-plan.ts'
import { moment } from '../columns.ts'
import { pgTable } from './table.ts'

/** A sector has a district in the Nexus and a zone in a region. */
export const sectors = pgTable(
  'sectors',
  {
    id: integer('id').primaryKey(),
    name: text('name').notNull(),
    district: text('district', { enum: DISTRICT_TYPES }),
    zone: text('zone', { enum: ZONES }),
    x: doublePrecision('x').notNull(),
    y: doublePrecision('y').notNull(),
    security: integer('security').notNull(),
    development: integer('development').notNull(),
    traffic: integer('traffic').notNull(),
  },
  (t) => [index('sectors_district_idx').on(t.district)],
)

/** One row a direction; a one-way warp has one row. */
export const warps = pgTable(
  'warps',
  {
    fromSector: integer('from_sector').notNull(),
    toSector: integer('to_sector').notNull(),
    kind: text('kind', { enum: WARP_KINDS }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.fromSector, t.toSector] }), index('warps_to_idx').on(t.toSector)],
)

export const ports = pgTable(
  'ports',
  {
    id: integer('id').primaryKey(),
    sectorId: integer('sector_id').notNull(),
    name: text('name').notNull(),
    portClass: text('port_class').notNull(),
    ownerId: uuid('owner_id'),
  },
  (t) => [index('ports_sector_idx').on(t.sectorId)],
)

/** What a port trades: prices follow stock against capacity (DESIGN.md §3 Economy). */
export const portMarkets = pgTable(
  'port_markets',
  {
    portId: integer('port_id').notNull(),
    commodity: text('commodity', { enum: COMMODITIES }).notNull(),
    role: text('role', { enum: MARKET_ROLES }).notNull(),
    basePrice: integer('base_price').notNull(),
    stock: integer('stock').notNull(),
    capacity: integer('capacity').notNull(),
    productionPerDay: integer('production_per_day').notNull(),
    stockAt: moment('stock_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.portId, t.commodity] })],
)

export const planets = pgTable(
  'planets',
  {
    id: integer('id').primaryKey(),
    sectorId: integer('sector_id').notNull(),
    name: text('name').notNull(),
    planetClass: text('planet_class').notNull(),
    population: integer('population').notNull(),
    habitability: integer('habitability').notNull(),
    ownerId: uuid('owner_id'),
  },
  (t) => [index('planets_sector_idx').on(t.sectorId)],
)
