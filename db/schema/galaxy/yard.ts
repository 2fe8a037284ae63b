import { sql } from 'drizzle-orm'
import { index, integer, text, uuid } from 'drizzle-orm/pg-core'
import { SHIP_CLASSES } from '#server/domain/ships/hulls.ts'
import { YARD_WORK } from '#server/domain/ships/inputs.ts'
import { SHIP_MODULES } from '#server/domain/ships/ship.ts'
import { atLeast, between, rule, setWhen } from '../checks.ts'
import { credits, moment } from '../columns.ts'
import { pilots } from './presence.ts'
import { pgTable } from './table.ts'

/** Receipts of work at shipyards. The id follows from pilot and order, as that of a trade does. */
export const yardOrders = pgTable(
  'yard_orders',
  {
    id: uuid('id').primaryKey(),
    at: moment('at').notNull(),
    userId: uuid('user_id')
      .notNull()
      .references(() => pilots.userId),
    /** Without a foreign key: a receipt outlives a port of the Nexus that is generated anew. */
    portId: integer('port_id').notNull(),
    kind: text('kind', { enum: YARD_WORK }).notNull(),
    hull: text('hull', { enum: SHIP_CLASSES }),
    module: text('module', { enum: SHIP_MODULES }),
    /** Credits, as are the items that follow. */
    price: credits('price').notNull(),
    tradeIn: credits('trade_in').notNull(),
    cost: credits('cost').notNull(),
    berthFee: credits('berth_fee').notNull(),
    dockingTurns: integer('docking_turns').notNull(),
    /** After the work. */
    purse: credits('purse').notNull(),
  },
  (t) => [
    index('yard_orders_user_idx').on(t.userId, t.at, t.id),
    atLeast(t.portId, 1),
    setWhen(t.hull, t.kind, ['hull']),
    setWhen(t.module, t.kind, ['module']),
    ...[t.price, t.tradeIn, t.berthFee, t.purse].map((column) => atLeast(column, 0)),
    between(t.dockingTurns, { min: 0, max: 100 }),
    rule(t.cost, 'adds_up', sql`${t.cost} = ${t.price} - ${t.tradeIn} and ${t.cost} >= 0`),
  ],
)
