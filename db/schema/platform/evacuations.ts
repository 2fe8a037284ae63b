import { sql } from 'drizzle-orm'
import { bigint, index, uuid } from 'drizzle-orm/pg-core'
import { atLeast, inOrder, rule, together } from '../checks.ts'
import { credits, id, moment } from '../columns.ts'
import { users } from './identity.ts'
import { galaxies, regions } from './regions.ts'
import { pgTable } from './table.ts'

/**
 * Shares of the treasury of a region that was given up. From the moment that it left its galaxy until its citizen's purse has it, a share
 * exists only here.
 */
export const treasuryShares = pgTable(
  'treasury_shares',
  {
    /** Follows from the evacuation and the citizen. */
    id: id(),
    regionId: uuid('region_id')
      .notNull()
      .references(() => regions.id),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    credits: credits('credits').notNull(),
    sharedAt: moment('shared_at').notNull(),
    /** The stay in which it is paid out, decided before its galaxy is asked: the answer may be lost. Null while the citizen is nowhere. */
    galaxyId: uuid('galaxy_id').references(() => galaxies.id),
    fencingVersion: bigint('fencing_version', { mode: 'number' }),
    receivedAt: moment('received_at'),
  },
  (t) => [
    index('treasury_shares_user_idx').on(t.userId),
    index('treasury_shares_open_idx')
      .on(t.sharedAt)
      .where(sql`received_at is null`),
    atLeast(t.credits, 1),
    atLeast(t.fencingVersion, 0),
    together(t.galaxyId, t.fencingVersion),
    rule(t.receivedAt, 'received_somewhere', sql`${t.receivedAt} is null or ${t.galaxyId} is not null`),
    inOrder(t.sharedAt, t.receivedAt),
  ],
)
