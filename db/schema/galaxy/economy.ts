import { boolean, date, integer, jsonb } from 'drizzle-orm/pg-core'
import { type EconomyDay } from '#server/domain/economy/economy-day.ts'
import { EVEN_TEMPO_BP } from '#server/domain/economy/tempo.ts'
import { atLeast, isArray, isObject } from '../checks.ts'
import { pgTable } from './table.ts'

/**
 * What held in the galaxy at 00:00 UTC of each day and so all day (ECONOMY.md §1.4). The row of a day that has begun never changes;
 * tomorrow's is written ahead and follows the law until midnight.
 */
export const economyDays = pgTable(
  'economy_days',
  {
    day: date('day').primaryKey(),
    /** Basis points. */
    tempoBp: integer('tempo_bp').notNull(),
    /** Basis points by commodity, as are the price levels. */
    outputFactors: jsonb('output_factors').$type<EconomyDay['outputFactors']>().notNull(),
    priceLevels: jsonb('price_levels').$type<EconomyDay['priceLevels']>().notNull(),
    works: jsonb('works').$type<EconomyDay['works']>().notNull(),
    festival: boolean('festival').notNull(),
    shocks: jsonb('shocks').$type<EconomyDay['shocks']>().notNull(),
  },
  (t) => [
    atLeast(t.tempoBp, EVEN_TEMPO_BP),
    isObject(t.outputFactors),
    isObject(t.priceLevels),
    isObject(t.works),
    isArray(t.shocks),
  ],
)
