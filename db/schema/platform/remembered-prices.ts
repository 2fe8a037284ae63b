import { jsonb, primaryKey, uuid } from 'drizzle-orm/pg-core'
import { type CopiedPort } from '#server/domain/trade/copied-prices-wire.ts'
import { isArray } from '../checks.ts'
import { moment } from '../columns.ts'
import { users } from './identity.ts'
import { galaxies } from './regions.ts'
import { pgTable } from './table.ts'

/** What a pilot remembered of a galaxy's prices when they last left it: the galaxy is asked by nobody who is elsewhere. */
export const rememberedPrices = pgTable(
  'remembered_prices',
  {
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    galaxyId: uuid('galaxy_id')
      .notNull()
      .references(() => galaxies.id),
    leftAt: moment('left_at').notNull(),
    ports: jsonb('ports').$type<CopiedPort[]>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.galaxyId] }), isArray(t.ports)],
)
