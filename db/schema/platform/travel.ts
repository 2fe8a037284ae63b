import { sql } from 'drizzle-orm'
import { bigint, index, integer, jsonb, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { CUSTODY_STATES, LANDING_OUTCOMES, OPEN_CUSTODY } from '#server/domain/travel/landing.ts'
import { PASSAGE_KINDS } from '#server/domain/travel/passage.ts'
import { type TravellingPilot } from '#server/domain/travel/travelling-pilot.ts'
import { atLeast, inOrder, isObject, listOf, rule, setWhen } from '../checks.ts'
import { credits, moment } from '../columns.ts'
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
  (t) => [index('whereabouts_galaxy_idx').on(t.galaxyId), atLeast(t.fencingVersion, 0)],
)

/**
 * A crossing between galaxies. Until it has landed, ship, cargo and purse exist only here; the toll until it has reached the treasury of
 * the Nexus (docs/decisions/0035-how-a-pilot-crosses.md).
 */
export const custody = pgTable(
  'custody',
  {
    /** Of the crossing: the galaxy that was left named it. */
    id: uuid('id').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    kind: text('kind', { enum: PASSAGE_KINDS }).notNull(),
    fromGalaxyId: uuid('from_galaxy_id')
      .notNull()
      .references(() => galaxies.id),
    /** Where the ship was when it left, and so where it is returned to. */
    fromSector: integer('from_sector').notNull(),
    toGalaxyId: uuid('to_galaxy_id')
      .notNull()
      .references(() => galaxies.id),
    /** Null: Gateway Plaza. */
    toSector: integer('to_sector'),
    /** With which the pilot lands, wherever that is. */
    fencingVersion: bigint('fencing_version', { mode: 'number' }).notNull(),
    fare: credits('fare').notNull(),
    toll: credits('toll').notNull(),
    pilot: jsonb('pilot').$type<TravellingPilot>().notNull(),
    state: text('state', { enum: CUSTODY_STATES }).notNull(),
    departedAt: moment('departed_at').notNull(),
    arrivesAt: moment('arrives_at').notNull(),
    /** Decided once: the galaxy that is asked may have taken the ship, whether it answers or not. */
    outcome: text('outcome', { enum: LANDING_OUTCOMES }),
    landingGalaxyId: uuid('landing_galaxy_id').references(() => galaxies.id),
    landingSector: integer('landing_sector'),
    landedAt: moment('landed_at'),
    closedAt: moment('closed_at'),
  },
  (t) => [
    uniqueIndex('custody_open_key')
      .on(t.userId)
      .where(sql`state in ${listOf(OPEN_CUSTODY)}`),
    index('custody_due_idx')
      .on(t.arrivesAt)
      .where(sql`state <> 'closed'`),
    index('custody_closed_idx').on(t.closedAt),
    // Who is on the way to a galaxy.
    index('custody_coming_idx')
      .on(t.toGalaxyId)
      .where(sql`state in ${listOf(OPEN_CUSTODY)}`),
    rule(t.toGalaxyId, 'elsewhere', sql`${t.fromGalaxyId} <> ${t.toGalaxyId}`),
    atLeast(t.fromSector, 1),
    atLeast(t.toSector, 1),
    atLeast(t.landingSector, 1),
    atLeast(t.fencingVersion, 1),
    atLeast(t.fare, 0),
    atLeast(t.toll, 0),
    isObject(t.pilot),
    inOrder(t.departedAt, t.arrivesAt),
    setWhen(t.outcome, t.state, ['landing', 'landed', 'closed']),
    setWhen(t.landingGalaxyId, t.state, ['landing', 'landed', 'closed']),
    setWhen(t.landedAt, t.state, ['landed', 'closed']),
    setWhen(t.closedAt, t.state, ['closed']),
  ],
)
