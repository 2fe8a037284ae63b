import { sql } from 'drizzle-orm'
import { index, jsonb, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { ALERT_BOUNDS, ALERT_SEVERITIES } from '#server/domain/alerts/alert-delivery.ts'
import { inOrder, isObject, length, matches } from '../checks.ts'
import { id, moment } from '../columns.ts'
import { pgTable } from './table.ts'

/** What Alertmanager told: one row for each time that an alert fired. */
export const alerts = pgTable(
  'alerts',
  {
    id: id(),
    /** Of its labels, by Alertmanager. */
    fingerprint: text('fingerprint').notNull(),
    name: text('name').notNull(),
    severity: text('severity', { enum: ALERT_SEVERITIES }).notNull(),
    summary: text('summary').notNull(),
    labels: jsonb('labels').$type<Record<string, string>>().notNull(),
    startedAt: moment('started_at').notNull(),
    endedAt: moment('ended_at'),
    /** When Alertmanager last said that it fires, or that it ended. */
    lastToldAt: moment('last_told_at').notNull(),
    /** When administrators were notified of it, if they were. */
    notifiedAt: moment('notified_at'),
  },
  (t) => [
    uniqueIndex('alerts_firing_key').on(t.fingerprint, t.startedAt),
    uniqueIndex('alerts_open_key')
      .on(t.fingerprint)
      .where(sql`ended_at is null`),
    index('alerts_started_idx').on(t.startedAt),
    index('alerts_notified_idx').on(t.notifiedAt),
    matches(t.fingerprint, /^[0-9a-f]{1,32}$/),
    length(t.name, { min: 1, max: ALERT_BOUNDS.name }),
    length(t.summary, { min: 0, max: ALERT_BOUNDS.summary }),
    isObject(t.labels),
    inOrder(t.startedAt, t.endedAt),
  ],
)
