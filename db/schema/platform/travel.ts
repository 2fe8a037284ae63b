import { sql } from 'drizzle-orm'
import { bigint, jsonb, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { atLeast, inOrder, isObject, rule, setWhen } from '../checks.ts'
import { credits, id, moment } from '../columns.ts'
import { users } from './identity.ts'
import { galaxies } from './regions.ts'
import { pgTable } from './table.ts'

/**
 * `beginning`: the galaxy has not confirmed the landing yet, so that it may be asked to land the newcomer again; `travelling`:
 * ship and purse are in custody.
 */
const PRESENCE_STATES = ['beginning', 'present', 'travelling'] as const

/** The one galaxy in which each player is present. */
export const whereabouts = pgTable(
  'whereabouts',
  {
    userId: uuid('user_id')
      .primaryKey()
      .references(() => users.id),
    galaxyId: uuid('galaxy_id')
      .notNull()
      .references(() => galaxies.id),
    state: text('state', { enum: PRESENCE_STATES }).notNull(),
    /** Grows with each crossing; a galaxy refuses a traveller with an older version. */
    fencingVersion: bigint('fencing_version', { mode: 'number' }).notNull(),
    since: moment('since').notNull(),
  },
  (t) => [atLeast(t.fencingVersion, 0)],
)

/** A traveller between galaxies. While the row is open, ship, cargo and purse exist only here. */
export const travelCustody = pgTable(
  'travel_custody',
  {
    id: id(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    fromGalaxyId: uuid('from_galaxy_id')
      .notNull()
      .references(() => galaxies.id),
    toGalaxyId: uuid('to_galaxy_id')
      .notNull()
      .references(() => galaxies.id),
    fencingVersion: bigint('fencing_version', { mode: 'number' }).notNull(),
    status: text('status', {
      enum: ['departing', 'held', 'arriving', 'arrived', 'returning', 'returned'],
    }).notNull(),
    ship: jsonb('ship').$type<Record<string, unknown>>(),
    cargo: jsonb('cargo').$type<Record<string, number>>(),
    purse: credits('purse'),
    departedAt: moment('departed_at').notNull(),
    arrivesAt: moment('arrives_at').notNull(),
    settledAt: moment('settled_at'),
  },
  (t) => [
    uniqueIndex('travel_custody_open_key')
      .on(t.userId)
      .where(sql`status in ('departing', 'held', 'arriving', 'returning')`),
    rule(t.toGalaxyId, 'elsewhere', sql`${t.fromGalaxyId} <> ${t.toGalaxyId}`),
    atLeast(t.fencingVersion, 0),
    atLeast(t.purse, 0),
    isObject(t.ship),
    isObject(t.cargo),
    inOrder(t.departedAt, t.arrivesAt),
    setWhen(t.settledAt, t.status, ['arrived', 'returned']),
  ],
)
