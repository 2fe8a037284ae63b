import { integer, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { NOTE_MAX_LENGTH } from '#server/domain/galaxy/bookmark.ts'
import { atLeast, length } from '../checks.ts'
import { moment } from '../columns.ts'
import { users } from './identity.ts'
import { galaxies } from './regions.ts'
import { pgTable } from './table.ts'

/** Sectors that a pilot marked on the map, each with a note of their own. */
export const bookmarks = pgTable(
  'bookmarks',
  {
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    galaxyId: uuid('galaxy_id')
      .notNull()
      .references(() => galaxies.id),
    /** Numbered by the galaxy, with the name that it had there. */
    sectorId: integer('sector_id').notNull(),
    sectorName: text('sector_name').notNull(),
    note: text('note').notNull(),
    at: moment('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.galaxyId, t.sectorId] }),
    atLeast(t.sectorId, 1),
    length(t.note, { min: 0, max: NOTE_MAX_LENGTH }),
  ],
)
