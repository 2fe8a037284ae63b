import { date, index, integer, primaryKey, uuid } from 'drizzle-orm/pg-core'
import { atLeast } from '../checks.ts'
import { credits, moment } from '../columns.ts'
import { users } from './identity.ts'
import { galaxies } from './regions.ts'
import { pgTable } from './table.ts'

/**
 * What pilots did on a UTC day in each galaxy, collected from there. It outlives the pilot's stay, and goes with the galaxy. Readers
 * see sums over galaxies only: where somebody is now is nobody's business.
 */
export const collectedPilotDays = pgTable(
  'collected_pilot_days',
  {
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    galaxyId: uuid('galaxy_id')
      .notNull()
      .references(() => galaxies.id, { onDelete: 'cascade' }),
    day: date('day').notNull(),
    changedAt: moment('changed_at').notNull(),
    turns: integer('turns').notNull(),
    trades: integer('trades').notNull(),
    /** Credits received and paid in trade, and for berths. */
    salesNet: credits('sales_net').notNull(),
    purchasesNet: credits('purchases_net').notNull(),
    berths: credits('berths').notNull(),
    contracts: integer('contracts').notNull(),
    sectorsCharted: integer('sectors_charted').notNull(),
    highestRenown: integer('highest_renown').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.day, t.galaxyId] }),
    index('collected_pilot_days_day_idx').on(t.day),
    index('collected_pilot_days_galaxy_idx').on(t.galaxyId, t.changedAt),
    ...[t.turns, t.trades, t.salesNet, t.purchasesNet, t.berths].map((column) => atLeast(column, 0)),
    ...[t.contracts, t.sectorsCharted, t.highestRenown].map((column) => atLeast(column, 0)),
  ],
)
