import { sql } from 'drizzle-orm'
import { bigserial, date, index, integer, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import {
  ACCOUNT_KINDS,
  ASSETS,
  BALANCE_ACCOUNTS,
  CREDIT_ACCOUNTS,
  CREDIT_SINKS,
  CREDIT_SOURCES,
  GOODS_ONLY_ACCOUNTS,
  GOODS_SINKS,
  GOODS_SOURCES,
  NUMBER_OWNED_ACCOUNTS,
  TRANSFER_REASONS,
  TREASURY_ENTRY_REASONS,
  UUID_OWNED_ACCOUNTS,
} from '#server/domain/economy/ledger.ts'
import { EVENT_KINDS } from '#server/domain/galaxy/event-kinds.ts'
import { BOUNDS } from '#server/domain/regions/bounds.ts'
import { atLeast, between, listOf, rule, setWhen } from '../checks.ts'
import { credits, moment } from '../columns.ts'
import { pgTable } from './table.ts'

/** Shapes of `owner_id`. */
const UUID_SHAPE = sql.raw(`'^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'`)
const NUMBER_SHAPE = sql.raw(`'^[1-9][0-9]*$'`)

/** The double-entry ledger: a transfer is booked once, by its id. The rows stay when old postings are dropped. */
export const ledgerTransfers = pgTable(
  'ledger_transfers',
  {
    id: uuid('id').primaryKey(),
    reason: text('reason', { enum: TRANSFER_REASONS }).notNull(),
    at: moment('at').notNull(),
  },
  (t) => [
    // The treasury's book looks for these among millions of trades.
    index('ledger_transfers_entries_idx')
      .on(t.at)
      .where(sql`${t.reason} in ${listOf(TREASURY_ENTRY_REASONS)}`),
  ],
)

/**
 * Balances of credits. Sources, sinks and transit have none, and goods are counted in `ship_cargo` and `port_markets`. A balance
 * is a copy of the sum of the postings, kept by the same transaction.
 */
export const ledgerAccounts = pgTable(
  'ledger_accounts',
  {
    kind: text('account_kind', { enum: BALANCE_ACCOUNTS }).notNull(),
    /** Whose purse or which job's escrow; null for the treasury. */
    ownerId: uuid('owner_id'),
    balance: credits('balance').notNull(),
  },
  (t) => [
    unique('ledger_accounts_key').on(t.kind, t.ownerId).nullsNotDistinct(),
    setWhen(t.ownerId, t.kind, ['purse', 'escrow']),
    atLeast(t.balance, 0),
  ],
)

/** What a transfer moved, partitioned by month. A deferred trigger (0001_by_hand.sql) refuses a commit in which an asset of it does not sum to zero. */
export const ledgerPostings = pgTable(
  'ledger_postings',
  {
    id: bigserial('id', { mode: 'number' }).notNull(),
    transferId: uuid('transfer_id')
      .notNull()
      .references(() => ledgerTransfers.id),
    kind: text('account_kind', { enum: ACCOUNT_KINDS }).notNull(),
    /** A UUID for purse, escrow and cargo, a port's number for `port`, null for all others. */
    ownerId: text('owner_id'),
    asset: text('asset', { enum: ASSETS }).notNull(),
    amount: credits('amount').notNull(),
    /** That of the transfer. */
    at: moment('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.at, t.id] }),
    index('ledger_postings_account_idx').on(t.kind, t.ownerId, t.at, t.id),
    index('ledger_postings_transfer_idx').on(t.transferId),
    rule(
      t.kind,
      'owner',
      sql`case when ${t.kind} in ${listOf(UUID_OWNED_ACCOUNTS)} then coalesce(${t.ownerId} ~ ${UUID_SHAPE}, false)
        when ${t.kind} in ${listOf(NUMBER_OWNED_ACCOUNTS)} then coalesce(${t.ownerId} ~ ${NUMBER_SHAPE}, false)
        else ${t.ownerId} is null end`,
    ),
    rule(
      t.kind,
      'asset',
      sql`case when ${t.kind} in ${listOf(CREDIT_ACCOUNTS)} then ${t.asset} = 'credits'
        when ${t.kind} in ${listOf(GOODS_ONLY_ACCOUNTS)} then ${t.asset} <> 'credits' else true end`,
    ),
    rule(
      t.kind,
      'direction',
      sql`${t.amount} <> 0 and case when ${t.kind} in ${listOf([...CREDIT_SOURCES, ...GOODS_SOURCES])} then ${t.amount} < 0
        when ${t.kind} in ${listOf([...CREDIT_SINKS, ...GOODS_SINKS])} then ${t.amount} > 0 else true end`,
    ),
  ],
)

/** What the treasury paid for patrols, one row a UTC day, written in the transaction of its posting. */
export const patrolDays = pgTable(
  'patrol_days',
  {
    day: date('day').primaryKey(),
    /** The level that the law asked for when the day was booked. */
    ordered: integer('ordered').notNull(),
    /** The level that the treasury could pay for. */
    paid: integer('paid').notNull(),
    upkeep: credits('upkeep').notNull(),
    bookedAt: moment('booked_at').notNull(),
  },
  (t) => [
    between(t.ordered, BOUNDS.defenseLevel),
    between(t.paid, BOUNDS.defenseLevel),
    atLeast(t.upkeep, 0),
    rule(t.paid, 'paid_as_ordered', sql`${t.paid} <= ${t.ordered}`),
  ],
)

// Roll-ups (services/economy/roll-up-logs.ts): days that are over, added up, so that figures need no whole log and old postings
// can be dropped.

/** What accounts of a kind received and paid on a UTC day. */
export const ledgerDays = pgTable(
  'ledger_days',
  {
    day: date('day').notNull(),
    kind: text('account_kind', { enum: ACCOUNT_KINDS }).notNull(),
    asset: text('asset', { enum: ASSETS }).notNull(),
    reason: text('reason', { enum: TRANSFER_REASONS }).notNull(),
    received: credits('received').notNull(),
    paid: credits('paid').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.kind, t.asset, t.reason, t.day] }),
    atLeast(t.received, 0),
    atLeast(t.paid, 0),
  ],
)

/** The sum of an account's postings up to `roll_ups.until`: what an audit adds to those that came later. */
export const ledgerCarried = pgTable(
  'ledger_carried',
  {
    kind: text('account_kind', { enum: ACCOUNT_KINDS }).notNull(),
    ownerId: text('owner_id'),
    asset: text('asset', { enum: ASSETS }).notNull(),
    total: credits('total').notNull(),
  },
  (t) => [unique('ledger_carried_key').on(t.kind, t.ownerId, t.asset).nullsNotDistinct()],
)

/** How many events of a kind a UTC day had. */
export const eventDays = pgTable(
  'event_days',
  {
    day: date('day').notNull(),
    kind: text('kind', { enum: EVENT_KINDS }).notNull(),
    events: integer('events').notNull(),
  },
  (t) => [primaryKey({ columns: [t.day, t.kind] }), atLeast(t.events, 0)],
)

/** Up to when the logs are rolled up: a UTC midnight. One row, none before the first time. */
export const rollUps = pgTable('roll_ups', {
  id: text('id', { enum: ['galaxy'] }).primaryKey(),
  until: moment('until').notNull(),
})
