import { bigserial, date, index, integer, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { COMMODITIES } from '#server/domain/economy/commodities.ts'
import { ORDER_SIDES } from '#server/domain/economy/quote.ts'
import { atLeast, between, rule } from '../checks.ts'
import { credits, moment } from '../columns.ts'
import { pilots } from './presence.ts'
import { pgTable } from './table.ts'
import { sql } from 'drizzle-orm'

/** Receipts of filled orders. The id is the client's, so that an order sent twice is filled once and answered alike. */
export const trades = pgTable(
  'trades',
  {
    id: uuid('id').primaryKey(),
    at: moment('at').notNull(),
    userId: uuid('user_id')
      .notNull()
      .references(() => pilots.userId),
    portId: integer('port_id').notNull(),
    commodity: text('commodity', { enum: COMMODITIES }).notNull(),
    side: text('side', { enum: ORDER_SIDES }).notNull(),
    quantity: integer('quantity').notNull(),
    /** Credits, as are the items that follow. */
    price: credits('price').notNull(),
    spread: credits('spread').notNull(),
    tariff: credits('tariff').notNull(),
    tax: credits('tax').notNull(),
    /** What the pilot paid (`buy`) or received (`sell`), without the berth. */
    net: credits('net').notNull(),
    berthFee: credits('berth_fee').notNull(),
    dockingTurns: integer('docking_turns').notNull(),
    /** Credits of contracts and jobs that the sale filled; no part of the net. */
    premium: credits('premium').notNull().default(0),
    /** After the trade. */
    purse: credits('purse').notNull(),
    stock: integer('stock').notNull(),
    /** Orders receipts of the same moment, for pages that go on from one. */
    number: bigserial('number', { mode: 'number' }).notNull(),
  },
  (t) => [
    index('trades_user_idx').on(t.userId, t.at, t.number),
    index('trades_port_idx').on(t.portId, t.at, t.id),
    index('trades_at_idx').on(t.at),
    atLeast(t.quantity, 1),
    ...[t.price, t.spread, t.tariff, t.tax, t.net, t.berthFee, t.premium, t.purse].map((column) =>
      atLeast(column, 0),
    ),
    between(t.dockingTurns, { min: 0, max: 100 }),
    atLeast(t.stock, 0),
    rule(
      t.net,
      'adds_up',
      sql`${t.net} = case when ${t.side} = 'buy' then ${t.price} + ${t.spread} + ${t.tariff}
        else ${t.price} - ${t.spread} - ${t.tariff} - ${t.tax} end`,
    ),
  ],
)

/** What a market did on a UTC day. Prices are mid prices of a unit in hundredths of a credit, after each trade. */
export const marketDays = pgTable(
  'market_days',
  {
    portId: integer('port_id').notNull(),
    commodity: text('commodity', { enum: COMMODITIES }).notNull(),
    day: date('day').notNull(),
    low: integer('low').notNull(),
    high: integer('high').notNull(),
    close: integer('close').notNull(),
    /** Units that pilots bought and sold. */
    bought: integer('bought').notNull(),
    sold: integer('sold').notNull(),
    /** Credits that pilots paid and received net, and what the treasury got of it. */
    paid: credits('paid').notNull(),
    received: credits('received').notNull(),
    tariff: credits('tariff').notNull(),
    tax: credits('tax').notNull(),
    /** Credits of trade on which a tariff would be owed: that of outsiders, less the share that treaties forgive. Counted since it is kept. */
    dutiable: credits('dutiable').notNull().default(0),
    /** Contracts and jobs that a sale filled, and what was paid for deliveries to them beyond the price. */
    filled: integer('filled').notNull().default(0),
    premiums: credits('premiums').notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.portId, t.commodity, t.day] }),
    index('market_days_day_idx').on(t.day, t.commodity),
    atLeast(t.low, 0),
    rule(t.close, 'close_within', sql`${t.close} between ${t.low} and ${t.high}`),
    ...[t.bought, t.sold, t.paid, t.received, t.tariff, t.tax, t.dutiable, t.filled, t.premiums].map(
      (column) => atLeast(column, 0),
    ),
  ],
)

/** How often a pilot docked here on a UTC day: what the tempo counts. */
export const dockingDays = pgTable(
  'docking_days',
  {
    userId: uuid('user_id')
      .notNull()
      .references(() => pilots.userId),
    day: date('day').notNull(),
    dockings: integer('dockings').notNull(),
  },
  (t) => [primaryKey({ columns: [t.day, t.userId] }), atLeast(t.dockings, 1)],
)

/**
 * What a pilot's trade in this galaxy came to since the beginning, credits. It stays when the pilot travels on: reputation is earned
 * by it, and nobody may give a treasury more than they earned there.
 */
export const pilotTotals = pgTable(
  'pilot_totals',
  {
    userId: uuid('user_id')
      .primaryKey()
      .references(() => pilots.userId),
    /** So that the platform can ask for what is new. */
    changedAt: moment('changed_at').notNull(),
    salesNet: credits('sales_net').notNull(),
    purchasesNet: credits('purchases_net').notNull(),
    tax: credits('tax').notNull(),
    given: credits('given').notNull(),
    trades: integer('trades').notNull(),
  },
  (t) => [
    index('pilot_totals_changed_idx').on(t.changedAt),
    ...[t.purchasesNet, t.tax, t.given, t.trades].map((column) => atLeast(column, 0)),
    rule(t.given, 'given_of_sales', sql`${t.given} <= ${t.salesNet}`),
  ],
)
