import { sql } from 'drizzle-orm'
import { index, integer, jsonb, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { type GalaxyTransit } from '#server/domain/economy/conservation.ts'
import { ARCHIVE_OUTCOMES, WARNED_DAYS } from '#server/domain/regions/archive-steps.ts'
import { atLeast, inOrder, isArray, rule, together } from '../checks.ts'
import { id, moment } from '../columns.ts'
import { backups } from './backups.ts'
import { galaxies, regions } from './regions.ts'
import { pgTable } from './table.ts'

/** A galaxy that was frozen when its region was archived: at most one that is not over for each region. */
export const regionArchives = pgTable(
  'region_archives',
  {
    id: id(),
    regionId: uuid('region_id')
      .notNull()
      .references(() => regions.id),
    galaxyId: uuid('galaxy_id')
      .notNull()
      .references(() => galaxies.id),
    /** Since when nothing in the galaxy changes: rows of the platform and of the galaxy are of this moment. */
    frozenAt: moment('frozen_at').notNull(),
    /** What had left the galaxy and come to it until then: the conservation audit counts with it while there is no galaxy to ask. */
    transit: jsonb('transit').$type<GalaxyTransit['totals']>().notNull(),
    /** Differences in its ledger at that moment. */
    findings: integer('findings').notNull(),
    /** The backup that is the archive; null before it is made and once it is erased. */
    backupId: uuid('backup_id').references(() => backups.id, { onDelete: 'set null' }),
    /** When it was loaded into a database of its own and compared. */
    provedAt: moment('proved_at'),
    /** Since when the archive alone has the galaxy; null while its database is there. */
    droppedAt: moment('dropped_at'),
    /** Of how many days left its people were last told, and for which end. */
    warnedDays: integer('warned_days'),
    warnedUntil: moment('warned_until'),
    endedAt: moment('ended_at'),
    outcome: text('outcome', { enum: ARCHIVE_OUTCOMES }),
  },
  (t) => [
    uniqueIndex('region_archives_open_key')
      .on(t.regionId)
      .where(sql`ended_at is null`),
    index('region_archives_galaxy_idx').on(t.galaxyId, t.frozenAt),
    index('region_archives_backup_idx').on(t.backupId),
    isArray(t.transit),
    atLeast(t.findings, 0),
    inOrder(t.frozenAt, t.provedAt),
    inOrder(t.provedAt, t.droppedAt),
    rule(t.droppedAt, 'dropped_once_proved', sql`${t.droppedAt} is null or ${t.provedAt} is not null`),
    rule(t.warnedDays, 'warned_days', sql`${t.warnedDays} in ${sql.raw(`(${WARNED_DAYS.join(', ')})`)}`),
    together(t.warnedDays, t.warnedUntil),
    together(t.endedAt, t.outcome),
    inOrder(t.frozenAt, t.endedAt),
  ],
)
