import { date, index, integer, jsonb, primaryKey, text } from 'drizzle-orm/pg-core'
import { COMMODITIES } from '#server/domain/economy/commodities.ts'
import { type EconomyDay } from '#server/domain/economy/economy-day.ts'
import { MAX_WORKS_LEVEL } from '#server/domain/economy/works.ts'
import { FINAL_REST_BP } from '#server/domain/economy/rest.ts'
import { atLeast, between, isObject } from '../checks.ts'
import { credits, moment } from '../columns.ts'
import { pgTable } from './table.ts'

/** Works that a treasury built at a port. Ports of regions stay. */
export const portWorks = pgTable(
  'port_works',
  {
    portId: integer('port_id').primaryKey(),
    level: integer('level').notNull(),
    raisedAt: moment('raised_at').notNull(),
  },
  (t) => [atLeast(t.portId, 1), between(t.level, { min: 1, max: MAX_WORKS_LEVEL })],
)

/** Which works run on a UTC day, and what the treasury paid for it the day before. */
export const worksDays = pgTable(
  'works_days',
  {
    day: date('day').primaryKey(),
    running: jsonb('running').$type<EconomyDay['works']>().notNull(),
    upkeep: credits('upkeep').notNull(),
  },
  (t) => [isObject(t.running), atLeast(t.upkeep, 0)],
)

/** Festivals by the UTC day on which they begin. */
export const festivals = pgTable('festivals', {
  day: date('day').primaryKey(),
  /** That of the tradition. */
  name: text('name').notNull(),
  orderedAt: moment('ordered_at').notNull(),
})

/** Shocks by the UTC day on which they begin. Those of tomorrow are nobody's business. */
export const shocks = pgTable(
  'shocks',
  {
    portId: integer('port_id').notNull(),
    commodity: text('commodity', { enum: COMMODITIES }).notNull(),
    day: date('day').notNull(),
    /** What it adds to the market's rest, basis points of the capacity. */
    restBp: integer('rest_bp').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.day, t.portId, t.commodity] }),
    index('shocks_port_idx').on(t.portId, t.day),
    atLeast(t.portId, 1),
    between(t.restBp, { min: -FINAL_REST_BP.max, max: FINAL_REST_BP.max }),
  ],
)

/** Secrets of the galaxy: with the key of shocks players could tell tomorrow's. */
export const galaxyKeys = pgTable('galaxy_keys', {
  /** What it is for. */
  id: text('id').primaryKey(),
  key: text('key').notNull(),
})
