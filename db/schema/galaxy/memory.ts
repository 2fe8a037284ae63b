import { index, integer, jsonb, primaryKey, uuid } from 'drizzle-orm/pg-core'
import { type RememberedMarket } from '#server/domain/trade/remembered-market.ts'
import { atLeast, isArray } from '../checks.ts'
import { moment } from '../columns.ts'
import { pilots } from './presence.ts'
import { pgTable } from './table.ts'

/** Markets as a pilot last saw them: their stocks as stored, from which the prices of that moment follow. The newest are kept. */
export const rememberedPorts = pgTable(
  'remembered_ports',
  {
    userId: uuid('user_id')
      .notNull()
      .references(() => pilots.userId),
    /** Without a foreign key: a port of the Nexus may be gone, and is left out then. */
    portId: integer('port_id').notNull(),
    seenAt: moment('seen_at').notNull(),
    markets: jsonb('markets').$type<RememberedMarket[]>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.portId] }),
    index('remembered_ports_age_idx').on(t.userId, t.seenAt, t.portId),
    atLeast(t.portId, 1),
    isArray(t.markets),
  ],
)
