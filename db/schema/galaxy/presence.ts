import { sql } from 'drizzle-orm'
import {
  bigint,
  bigserial,
  boolean,
  index,
  integer,
  jsonb,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { COMMODITIES } from '#server/domain/economy/commodities.ts'
import { type ContractElsewhere } from '#server/domain/contracts/shortage.ts'
import { EVENT_KINDS } from '#server/domain/galaxy/event-kinds.ts'
import { type GalaxyMessage } from '#server/domain/galaxy/galaxy-messages.ts'
import { SHIP_CLASSES } from '#server/domain/ships/hulls.ts'
import { MAX_MODULES, SHIP_MODULES, type ShipModule } from '#server/domain/ships/ship.ts'
import { MAX_MILLITURNS } from '#server/domain/galaxy/turns.ts'
import { CALLSIGN_MAX_LENGTH, CALLSIGN_MIN_LENGTH } from '#server/domain/identity/callsign.ts'
import { atLeast, between, inOrder, isArray, isObject, length, rule } from '../checks.ts'
import { credits, id, moment } from '../columns.ts'
import { sectors } from './space.ts'
import { pgTable } from './table.ts'

/** A player in this galaxy. Users live in the platform database; `userId` is their id there. */
export const pilots = pgTable(
  'pilots',
  {
    userId: uuid('user_id').primaryKey(),
    callsign: text('callsign').notNull(),
    sectorId: integer('sector_id')
      .notNull()
      .references(() => sectors.id),
    /** False after the pilot left for another galaxy; the row then only keeps the last position. */
    present: boolean('present').notNull(),
    fencingVersion: bigint('fencing_version', { mode: 'number' }).notNull(),
    /** Thousandths of a turn at `turnsAt`; they refill continuously (domain/galaxy/turns). */
    milliturns: integer('milliturns').notNull(),
    turnsAt: moment('turns_at').notNull(),
    enteredAt: moment('entered_at').notNull(),
    /** From the first business in the sector until the ship leaves it (domain/ships/docking). */
    docked: boolean('docked').notNull().default(false),
    /** False until the first docking, which is free. */
    hasDocked: boolean('has_docked').notNull().default(false),
    /** What renown follows from, in all galaxies so far; credits. */
    salesNet: credits('sales_net').notNull().default(0),
    purchasesNet: credits('purchases_net').notNull().default(0),
    contracts: integer('contracts').notNull().default(0),
    sectorsCharted: integer('sectors_charted').notNull().default(0),
    /** The highest that the pilot ever had: the rank follows it. */
    highestRenown: integer('highest_renown').notNull().default(0),
    /** When the pilot first landed anywhere; null for those who did before it was noted: then `enteredAt` counts. */
    beganAt: moment('began_at'),
    /** When the pilot last lost a fight, and last attacked: what protections follow from. */
    defeatedAt: moment('defeated_at'),
    attackedAt: moment('attacked_at'),
    /** Shortage contracts that wait in other galaxies (domain/contracts/shortage). */
    contractsElsewhere: jsonb('contracts_elsewhere').$type<ContractElsewhere[]>().notNull().default([]),
    /** Up to where the pilot has read the log; null if never. */
    logReadAt: moment('log_read_at'),
  },
  (t) => [
    index('pilots_sector_idx').on(t.sectorId),
    length(t.callsign, { min: CALLSIGN_MIN_LENGTH, max: CALLSIGN_MAX_LENGTH }),
    atLeast(t.fencingVersion, 0),
    between(t.milliturns, { min: 0, max: MAX_MILLITURNS }),
    isArray(t.contractsElsewhere),
    ...[t.salesNet, t.purchasesNet, t.contracts, t.sectorsCharted, t.highestRenown].map((column) =>
      atLeast(column, 0),
    ),
  ],
)

/** One ship a pilot. Its holds follow from hull and modules (domain/ships/ship). */
export const ships = pgTable(
  'ships',
  {
    id: id(),
    userId: uuid('user_id')
      .notNull()
      .references(() => pilots.userId),
    shipClass: text('ship_class', { enum: SHIP_CLASSES }).notNull(),
    name: text('name').notNull(),
    modules: jsonb('modules').$type<ShipModule[]>().notNull().default([]),
    /** Basis points of the hull's list price that a repair costs. */
    damageBp: integer('damage_bp').notNull().default(0),
  },
  (t) => [
    uniqueIndex('ships_user_key').on(t.userId),
    rule(
      t.modules,
      'modules_known',
      sql`jsonb_typeof(${t.modules}) = 'array' and jsonb_array_length(${t.modules}) <= ${sql.raw(String(MAX_MODULES))}
        and ${t.modules} <@ ${sql.raw(`'${JSON.stringify(SHIP_MODULES)}'::jsonb`)}`,
    ),
    between(t.damageBp, { min: 0, max: 10_000 }),
  ],
)

export const shipCargo = pgTable(
  'ship_cargo',
  {
    shipId: uuid('ship_id')
      .notNull()
      .references(() => ships.id),
    commodity: text('commodity', { enum: COMMODITIES }).notNull(),
    quantity: integer('quantity').notNull(),
  },
  (t) => [primaryKey({ columns: [t.shipId, t.commodity] }), atLeast(t.quantity, 0)],
)

/** Events in this galaxy, for feeds and activity figures. Partitioned by month. */
export const eventLog = pgTable(
  'event_log',
  {
    id: bigserial('id', { mode: 'number' }).notNull(),
    at: moment('at').notNull(),
    kind: text('kind', { enum: EVENT_KINDS }).notNull(),
    userId: uuid('user_id'),
    sectorId: integer('sector_id'),
    detail: jsonb('detail').$type<Record<string, unknown>>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.at, t.id] }),
    index('event_log_user_idx').on(t.userId, t.at),
    isObject(t.detail),
  ],
)

/** The galaxy's read-only copy of its region's settings, replaced when a law changes one. */
export const localSettings = pgTable(
  'local_settings',
  {
    regionId: uuid('region_id').primaryKey(),
    version: integer('version').notNull(),
    settings: jsonb('settings').$type<Record<string, unknown>>().notNull(),
    copiedAt: moment('copied_at').notNull(),
  },
  (t) => [atLeast(t.version, 1), isObject(t.settings)],
)

/** What the Nexus as it stands was made from: one row, written by the transaction that replaces the galaxy. */
export const nexusGeneration = pgTable(
  'nexus_generation',
  {
    id: text('id', { enum: ['nexus'] }).primaryKey(),
    at: moment('at').notNull(),
    record: jsonb('record').$type<Record<string, unknown>>().notNull(),
  },
  (t) => [isObject(t.record)],
)

/**
 * What the platform has to know of what happened here, written in the transaction in which it happened. Once it knows, what it would
 * have to hear again after a restore of its own is kept for as long as its backups, and the rest is deleted.
 */
export const galaxyOutbox = pgTable(
  'galaxy_outbox',
  {
    id: id(),
    number: bigserial('number', { mode: 'number' }).notNull(),
    message: jsonb('message').$type<GalaxyMessage>().notNull(),
    at: moment('at').notNull(),
    /** When the platform said that it knows. */
    acknowledgedAt: moment('acknowledged_at'),
  },
  (t) => [
    index('galaxy_outbox_number_idx').on(t.number),
    index('galaxy_outbox_open_idx')
      .on(t.number)
      .where(sql`acknowledged_at is null`),
    index('galaxy_outbox_acknowledged_idx').on(t.acknowledgedAt),
    isObject(t.message),
    inOrder(t.at, t.acknowledgedAt),
  ],
)
