import { sql } from 'drizzle-orm'
import { date, index, integer, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { CONTRACT_KINDS, CONTRACT_STATES } from '#server/domain/contracts/contract-kinds.ts'
import { COMMODITIES } from '#server/domain/economy/commodities.ts'
import { after, atLeast, inOrder, rule, setWhen } from '../checks.ts'
import { credits, id, moment } from '../columns.ts'
import { pilots } from './presence.ts'
import { pgTable } from './table.ts'

/**
 * What pilots are paid for beyond the market's price. Ports have no foreign key: those of the Nexus can be generated anew, and a
 * contract for one that is gone lapses.
 */
export const contracts = pgTable(
  'contracts',
  {
    id: id(),
    kind: text('kind', { enum: CONTRACT_KINDS }).notNull(),
    state: text('state', { enum: CONTRACT_STATES }).notNull(),
    /** Where the goods go. */
    portId: integer('port_id').notNull(),
    /** Where sealed goods come from. */
    fromPortId: integer('from_port_id'),
    /** Nobody sees what is sealed. */
    commodity: text('commodity', { enum: COMMODITIES }),
    /** Units of the good, or holds of sealed goods. */
    units: integer('units').notNull(),
    delivered: integer('delivered').notNull().default(0),
    /** Credits for all of it; of a treasury job for a unit. */
    premium: credits('premium').notNull(),
    postedAt: moment('posted_at').notNull(),
    dueAt: moment('due_at').notNull(),
    /** The pilot who took it. Nobody takes a treasury job: every pilot who delivers is paid. */
    userId: uuid('user_id').references(() => pilots.userId),
    takenAt: moment('taken_at'),
    /** Who ordered a treasury job or proposed it to the voters, and so earns nothing by it. Known of those posted since it is kept. */
    postedBy: uuid('posted_by'),
    endedAt: moment('ended_at'),
  },
  (t) => [
    index('contracts_user_idx').on(t.userId, t.state),
    index('contracts_port_idx').on(t.portId, t.state),
    index('contracts_due_idx').on(t.state, t.dueAt),
    uniqueIndex('contracts_shortage_key')
      .on(t.portId, t.commodity)
      .where(sql`${t.kind} = 'shortage' and ${t.state} in ('open', 'taken')`),
    setWhen(t.fromPortId, t.kind, ['courier']),
    setWhen(t.commodity, t.kind, ['shortage', 'treasury_job']),
    rule(t.postedBy, 'posted_by_job', sql`${t.postedBy} is null or ${t.kind} = 'treasury_job'`),
    setWhen(t.endedAt, t.state, ['done', 'lapsed']),
    atLeast(t.portId, 1),
    rule(t.delivered, 'delivered_of_units', sql`${t.units} >= 1 and ${t.delivered} between 0 and ${t.units}`),
    atLeast(t.premium, 1),
    after(t.postedAt, t.dueAt),
    inOrder(t.postedAt, t.takenAt),
    rule(
      t.userId,
      'pilot',
      sql`(${t.userId} is null) = (${t.takenAt} is null) and case when ${t.kind} = 'treasury_job'
        then ${t.userId} is null and ${t.state} <> 'taken'
        else ${t.state} not in ('taken', 'done') or ${t.userId} is not null end
        and (${t.state} <> 'open' or ${t.userId} is null)`,
    ),
  ],
)

/** How many contracts a pilot took on a UTC day, whatever became of them. */
export const contractDays = pgTable(
  'contract_days',
  {
    userId: uuid('user_id')
      .notNull()
      .references(() => pilots.userId),
    day: date('day').notNull(),
    shortages: integer('shortages').notNull(),
    couriers: integer('couriers').notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.day] }), atLeast(t.shortages, 0), atLeast(t.couriers, 0)],
)

/** What the opening of a UTC day did, once: the promise of premiums is never made twice. */
export const dayOpenings = pgTable(
  'day_openings',
  {
    day: date('day').primaryKey(),
    at: moment('at').notNull(),
    /** Credits of the day's premiums: what they may come to, and what was promised. */
    premiumBudget: credits('premium_budget').notNull(),
    premiumPromised: credits('premium_promised').notNull(),
  },
  (t) => [
    atLeast(t.premiumPromised, 0),
    rule(t.premiumBudget, 'within_budget', sql`${t.premiumPromised} <= ${t.premiumBudget}`),
  ],
)
