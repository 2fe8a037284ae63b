import { sql } from 'drizzle-orm'
import { index, text, uuid } from 'drizzle-orm/pg-core'
import {
  COMPONENTS,
  INCIDENT_SEVERITIES,
  INCIDENT_STATES,
  INCIDENT_TITLE_LENGTH,
  UPDATE_TEXT_LENGTH,
} from '#server/domain/incidents/incident-rules.ts'
import { inOrder, length } from '../checks.ts'
import { id, moment } from '../columns.ts'
import { pgTable } from './table.ts'

/** What administrators tell everybody of faults. The audit log has who wrote it. */
export const incidents = pgTable(
  'incidents',
  {
    id: id(),
    title: text('title').notNull(),
    component: text('component', { enum: COMPONENTS }).notNull(),
    severity: text('severity', { enum: INCIDENT_SEVERITIES }).notNull(),
    startedAt: moment('started_at').notNull(),
    resolvedAt: moment('resolved_at'),
  },
  (t) => [
    index('incidents_open_idx')
      .on(t.startedAt)
      .where(sql`resolved_at is null`),
    index('incidents_resolved_idx').on(t.resolvedAt),
    length(t.title, INCIDENT_TITLE_LENGTH),
    inOrder(t.startedAt, t.resolvedAt),
  ],
)

export const incidentUpdates = pgTable(
  'incident_updates',
  {
    id: id(),
    incidentId: uuid('incident_id')
      .notNull()
      .references(() => incidents.id),
    at: moment('at').notNull(),
    state: text('state', { enum: INCIDENT_STATES }).notNull(),
    text: text('text').notNull(),
  },
  (t) => [index('incident_updates_incident_idx').on(t.incidentId, t.at), length(t.text, UPDATE_TEXT_LENGTH)],
)
