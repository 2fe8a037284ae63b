import { date, index, integer, primaryKey, uuid } from 'drizzle-orm/pg-core'
import { atLeast } from '../checks.ts'
import { credits, moment } from '../columns.ts'
import { pilots } from './presence.ts'
import { pgTable } from './table.ts'

/** What a pilot did in this galaxy on a UTC day, kept as it happens: the platform collects it for profiles and leaderboard. */
export const pilotDays = pgTable(
  'pilot_days',
  {
    userId: uuid('user_id')
      .notNull()
      .references(() => pilots.userId),
    day: date('day').notNull(),
    changedAt: moment('changed_at').notNull(),
    /** Spent on flying and docking. */
    turns: integer('turns').notNull(),
    trades: integer('trades').notNull(),
    /** Credits received and paid in trade, and for berths. */
    salesNet: credits('sales_net').notNull(),
    purchasesNet: credits('purchases_net').notNull(),
    berths: credits('berths').notNull(),
    contracts: integer('contracts').notNull(),
    sectorsCharted: integer('sectors_charted').notNull(),
    /** The highest that the pilot ever had, when the day was last written. */
    highestRenown: integer('highest_renown').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.day, t.userId] }),
    index('pilot_days_changed_idx').on(t.changedAt),
    ...[t.turns, t.trades, t.salesNet, t.purchasesNet, t.berths].map((column) => atLeast(column, 0)),
    ...[t.contracts, t.sectorsCharted, t.highestRenown].map((column) => atLeast(column, 0)),
  ],
)
