import { sql } from 'drizzle-orm'
import { doublePrecision, index, integer, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { COMMODITIES } from '#server/domain/economy/commodities.ts'
import { DISTRICT_TYPES } from '#server/domain/galaxy/district-types.ts'
import { MARKET_ROLES } from '#server/domain/economy/market-roles.ts'
import { FINAL_REST_BP } from '#server/domain/economy/rest.ts'
import { LEVELS, WARP_KINDS, ZONES } from '#server/domain/galaxy/galaxy-plan.ts'
import { PLANET_CLASSES } from '#server/domain/galaxy/planet-classes.ts'
import { PORT_CLASSES } from '#server/domain/galaxy/port-classes.ts'
import { DAY_MS } from '#server/domain/utc-day.ts'
import { atLeast, between, rule } from '../checks.ts'
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
  (t) => [
    index('sectors_district_idx').on(t.district),
    atLeast(t.id, 1),
    rule(t.district, 'district_or_zone', sql`(${t.district} is null) <> (${t.zone} is null)`),
    between(t.security, LEVELS),
    between(t.development, LEVELS),
    between(t.traffic, LEVELS),
  ],
)

/** One row per direction; a one-way warp has one row. */
export const warps = pgTable(
  'warps',
  {
    fromSector: integer('from_sector')
      .notNull()
      .references(() => sectors.id),
    toSector: integer('to_sector')
      .notNull()
      .references(() => sectors.id),
    kind: text('kind', { enum: WARP_KINDS }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.fromSector, t.toSector] }),
    index('warps_to_idx').on(t.toSector),
    rule(t.toSector, 'elsewhere', sql`${t.fromSector} <> ${t.toSector}`),
  ],
)

export const ports = pgTable(
  'ports',
  {
    id: integer('id').primaryKey(),
    sectorId: integer('sector_id')
      .notNull()
      .references(() => sectors.id),
    name: text('name').notNull(),
    portClass: text('port_class', { enum: PORT_CLASSES }).notNull(),
    ownerId: uuid('owner_id'),
  },
  (t) => [index('ports_sector_idx').on(t.sectorId), atLeast(t.id, 1)],
)

/** What a port trades: prices follow stock against capacity (DESIGN.md §3 Economy). */
export const portMarkets = pgTable(
  'port_markets',
  {
    portId: integer('port_id')
      .notNull()
      .references(() => ports.id),
    commodity: text('commodity', { enum: COMMODITIES }).notNull(),
    role: text('role', { enum: MARKET_ROLES }).notNull(),
    basePrice: integer('base_price').notNull(),
    stock: integer('stock').notNull(),
    /** Stock less all postings of the market: set by a trigger when the row is made, and never changed. */
    openingStock: integer('opening_stock').notNull().default(0),
    capacity: integer('capacity').notNull(),
    productionPerDay: integer('production_per_day').notNull(),
    restBp: integer('rest_bp').notNull(),
    /** Part of a unit (domain/economy/settle-market). */
    stockRemainder: integer('stock_remainder').notNull().default(0),
    stockAt: moment('stock_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.portId, t.commodity] }),
    atLeast(t.basePrice, 1),
    // A full port still buys: there is no upper bound.
    atLeast(t.stock, 0),
    atLeast(t.capacity, 1),
    between(t.restBp, FINAL_REST_BP),
    between(t.stockRemainder, { min: 0, max: DAY_MS - 1 }),
    rule(
      t.productionPerDay,
      'production',
      sql`case when ${t.role} = 'sells' then ${t.productionPerDay} >= 0 else ${t.productionPerDay} <= 0 end`,
    ),
  ],
)

export const planets = pgTable(
  'planets',
  {
    id: integer('id').primaryKey(),
    sectorId: integer('sector_id')
      .notNull()
      .references(() => sectors.id),
    name: text('name').notNull(),
    planetClass: text('planet_class', { enum: PLANET_CLASSES }).notNull(),
    population: integer('population').notNull(),
    habitability: integer('habitability').notNull(),
    ownerId: uuid('owner_id'),
  },
  (t) => [
    index('planets_sector_idx').on(t.sectorId),
    atLeast(t.id, 1),
    atLeast(t.population, 0),
    between(t.habitability, { min: 0, max: 100 }),
  ],
)
