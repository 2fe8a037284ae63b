import { bigserial, index, integer, jsonb, text, uuid } from 'drizzle-orm/pg-core'
import { type GalaxyMessage } from '#server/domain/galaxy/galaxy-messages.ts'
import { atLeast, isObject } from '../checks.ts'
import { moment } from '../columns.ts'
import { galaxies } from './regions.ts'
import { pgTable } from './table.ts'

/** Messages of galaxies that could not be applied, and those of the same pilots that came after them. Administrators settle them. */
export const setAsideMessages = pgTable(
  'set_aside_messages',
  {
    /** The id that the galaxy gave the message. */
    id: uuid('id').primaryKey(),
    /** Messages of a pilot are applied in this order. */
    number: bigserial('number', { mode: 'number' }).notNull(),
    galaxyId: uuid('galaxy_id')
      .notNull()
      .references(() => galaxies.id, { onDelete: 'cascade' }),
    /** Whom it is about; without a key, for the platform may not know them. */
    userId: uuid('user_id'),
    message: jsonb('message').$type<GalaxyMessage>().notNull(),
    sentAt: moment('sent_at').notNull(),
    setAsideAt: moment('set_aside_at').notNull(),
    /** Why, at the latest attempt; null for one that waits behind another and was never tried. */
    error: text('error'),
    attempts: integer('attempts').notNull(),
  },
  (t) => [
    index('set_aside_messages_pilot_idx').on(t.galaxyId, t.userId, t.number),
    isObject(t.message),
    atLeast(t.attempts, 0),
  ],
)
