import { bigint, boolean, index, integer, jsonb, uuid } from 'drizzle-orm/pg-core'
import { type Spoils } from '#server/domain/combat/spoils.ts'
import { after, atLeast, isArray, isObject, rule } from '../checks.ts'
import { moment } from '../columns.ts'
import { pilots } from './presence.ts'
import { pgTable } from './table.ts'
import { sql } from 'drizzle-orm'

/** Pilots who lie in wait, until they move or the time is over. */
export const ambushes = pgTable(
  'ambushes',
  {
    userId: uuid('user_id')
      .primaryKey()
      .references(() => pilots.userId),
    sectorId: integer('sector_id').notNull(),
    since: moment('since').notNull(),
    until: moment('until').notNull(),
    /** Who leaves the galaxy and comes back with another version no longer lies in wait. */
    fencingVersion: bigint('fencing_version', { mode: 'number' }).notNull(),
    /** The regions whose citizen the pilot is: treaties of theirs bind the pilot. */
    citizenOf: jsonb('citizen_of').$type<string[]>().notNull(),
  },
  (t) => [
    index('ambushes_sector_idx').on(t.sectorId),
    atLeast(t.sectorId, 1),
    atLeast(t.fencingVersion, 0),
    after(t.since, t.until),
    isArray(t.citizenOf),
  ],
)

/** Pilots who were stopped on the way in, until one of the two flies on. */
export const meetings = pgTable(
  'meetings',
  {
    defenderId: uuid('defender_id')
      .primaryKey()
      .references(() => pilots.userId),
    /** Without a foreign key: a pilot who flies in would wait for the attacker's row, which is locked during an attack. */
    attackerId: uuid('attacker_id').notNull(),
    sectorId: integer('sector_id').notNull(),
    at: moment('at').notNull(),
  },
  (t) => [
    index('meetings_attacker_idx').on(t.attackerId),
    atLeast(t.sectorId, 1),
    rule(t.attackerId, 'two_pilots', sql`${t.attackerId} <> ${t.defenderId}`),
  ],
)

/** Attacks as they went. The id follows from attacker and attack, as that of a trade does. */
export const fights = pgTable(
  'fights',
  {
    id: uuid('id').primaryKey(),
    at: moment('at').notNull(),
    attackerId: uuid('attacker_id')
      .notNull()
      .references(() => pilots.userId),
    defenderId: uuid('defender_id')
      .notNull()
      .references(() => pilots.userId),
    sectorId: integer('sector_id').notNull(),
    attack: integer('attack').notNull(),
    defense: integer('defense').notNull(),
    won: boolean('won').notNull(),
    /** Units of each good. */
    spoils: jsonb('spoils').$type<Spoils>().notNull(),
    /** Where the defeated ship was towed; null for a failed attack. */
    towedTo: integer('towed_to'),
  },
  (t) => [
    index('fights_attacker_idx').on(t.attackerId, t.at),
    index('fights_defender_idx').on(t.defenderId, t.at),
    atLeast(t.sectorId, 1),
    atLeast(t.attack, 1),
    atLeast(t.defense, 0),
    isObject(t.spoils),
    atLeast(t.towedTo, 1),
    rule(
      t.won,
      'ties_defend',
      sql`${t.won} = (${t.attack} > ${t.defense}) and ${t.won} = (${t.towedTo} is not null)`,
    ),
  ],
)
