import { date, jsonb, uuid } from 'drizzle-orm/pg-core'
import { type News } from '#server/domain/economy/galaxy-news.ts'
import { isArray, isObject } from '../checks.ts'
import { moment } from '../columns.ts'
import { galaxies } from './regions.ts'
import { pgTable } from './table.ts'

/** What each galaxy last told of its festivals and shocks: a row a galaxy. */
export const galaxyNews = pgTable(
  'galaxy_news',
  {
    galaxyId: uuid('galaxy_id')
      .primaryKey()
      .references(() => galaxies.id),
    day: date('day').notNull(),
    at: moment('at').notNull(),
    festival: jsonb('festival').$type<News['festival']>(),
    shocks: jsonb('shocks').$type<News['shocks']>().notNull(),
  },
  (t) => [isArray(t.shocks), isObject(t.festival)],
)
