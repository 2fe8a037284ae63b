import { integer, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import { COMMODITIES } from '#server/domain/economy/commodities.ts'
import { atLeast, rule } from '../checks.ts'
import { moment } from '../columns.ts'
import { users } from './identity.ts'
import { galaxies } from './regions.ts'
import { pgTable } from './table.ts'

const note = {
  userId: uuid('user_id')
    .notNull()
    .references(() => users.id),
  galaxyId: uuid('galaxy_id')
    .notNull()
    .references(() => galaxies.id),
  commodity: text('commodity', { enum: COMMODITIES }).notNull(),
  at: moment('at').notNull(),
}

/** Prices that a pilot wants to be told of (domain/trade/price-watch). Ports are numbered by their galaxy. */
export const priceWatches = pgTable(
  'price_watches',
  {
    ...note,
    portId: integer('port_id').notNull(),
    /** Credits for a lot: told at this or less where the port sells, at this or more where it buys. */
    limitCredits: integer('limit_credits').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.galaxyId, t.portId, t.commodity] }),
    atLeast(t.portId, 1),
    atLeast(t.limitCredits, 1),
  ],
)

/** Trades that a pilot wants to see worked out again: a good from one port to another. */
export const savedRoutes = pgTable(
  'saved_routes',
  {
    ...note,
    fromPort: integer('from_port').notNull(),
    toPort: integer('to_port').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.galaxyId, t.fromPort, t.toPort, t.commodity] }),
    atLeast(t.fromPort, 1),
    atLeast(t.toPort, 1),
    rule(t.toPort, 'elsewhere', sql`${t.fromPort} <> ${t.toPort}`),
  ],
)
