import { index, integer, jsonb, text } from 'drizzle-orm/pg-core'
import { AUDIT_RESULTS, type Difference, type GalaxyTransit } from '#server/domain/economy/conservation.ts'
import { atLeast, isArray } from '../checks.ts'
import { id, moment } from '../columns.ts'
import { pgTable } from './table.ts'

/** What each conservation audit found: whether credits and goods of all galaxies and of custody add up. */
export const conservationAudits = pgTable(
  'conservation_audits',
  {
    id: id(),
    at: moment('at').notNull(),
    /** Up to when crossings were counted. */
    until: moment('until').notNull(),
    result: text('result', { enum: AUDIT_RESULTS }).notNull(),
    /** What had left and come, by galaxy: one that is dropped keeps the last known. */
    transit: jsonb('transit').$type<GalaxyTransit[]>().notNull(),
    /** The first of them. */
    differences: jsonb('differences').$type<Difference[]>().notNull(),
    differencesTotal: integer('differences_total').notNull(),
    /** Galaxies that could not be asked. */
    unreached: jsonb('unreached').$type<string[]>().notNull(),
    durationMs: integer('duration_ms').notNull(),
  },
  (t) => [
    index('conservation_audits_at_idx').on(t.at),
    isArray(t.transit),
    isArray(t.differences),
    isArray(t.unreached),
    atLeast(t.differencesTotal, 0),
    atLeast(t.durationMs, 0),
  ],
)
