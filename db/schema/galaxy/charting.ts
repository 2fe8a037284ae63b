import { index, integer, primaryKey, uuid } from 'drizzle-orm/pg-core'
import { atLeast } from '../checks.ts'
import { moment } from '../columns.ts'
import { pilots } from './presence.ts'
import { pgTable } from './table.ts'

/** Sectors that a pilot has been to. They stay when the pilot travels on, so that nobody is paid twice. */
export const chartedSectors = pgTable(
  'charted_sectors',
  {
    userId: uuid('user_id')
      .notNull()
      .references(() => pilots.userId),
    /** Without a foreign key: a district of the Nexus that is generated anew keeps its numbers. */
    sectorId: integer('sector_id').notNull(),
    at: moment('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.sectorId] }),
    index('charted_sectors_moment_idx').on(t.userId, t.at),
    atLeast(t.sectorId, 1),
  ],
)
