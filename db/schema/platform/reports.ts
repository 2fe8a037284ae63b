import { sql } from 'drizzle-orm'
import { index, jsonb, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import {
  REPORT_CATEGORIES,
  REPORT_OUTCOMES,
  REPORT_STATES,
  REPORT_SUBJECTS,
  REPORT_TEXT_LENGTH,
  type ReportedMatter,
} from '#server/domain/reports/report-rules.ts'
import { inOrder, isObject, length, setWhen } from '../checks.ts'
import { id, moment } from '../columns.ts'
import { users } from './identity.ts'
import { pgTable } from './table.ts'

/** What players reported to administrators. */
export const reports = pgTable(
  'reports',
  {
    id: id(),
    reporterId: uuid('reporter_id')
      .notNull()
      .references(() => users.id),
    subject: text('subject', { enum: REPORT_SUBJECTS }).notNull(),
    subjectId: uuid('subject_id').notNull(),
    /** The pilot, the region's owner, or who proposed it. Never learns of the report by this table. */
    reportedUserId: uuid('reported_user_id')
      .notNull()
      .references(() => users.id),
    category: text('category', { enum: REPORT_CATEGORIES }).notNull(),
    text: text('text').notNull(),
    /** What was reported, as it was then. */
    matter: jsonb('matter').$type<ReportedMatter>().notNull(),
    createdAt: moment('created_at').notNull(),
    state: text('state', { enum: REPORT_STATES }).notNull(),
    takenBy: uuid('taken_by').references(() => users.id),
    closedAt: moment('closed_at'),
    closedBy: uuid('closed_by').references(() => users.id),
    outcome: text('outcome', { enum: REPORT_OUTCOMES }),
    closingReason: text('closing_reason'),
  },
  (t) => [
    uniqueIndex('reports_unsettled_key')
      .on(t.reporterId, t.subject, t.subjectId)
      .where(sql`state <> 'closed'`),
    index('reports_state_idx').on(t.state, t.createdAt),
    index('reports_reporter_idx').on(t.reporterId, t.createdAt),
    index('reports_reported_idx').on(t.reportedUserId, t.createdAt),
    length(t.text, REPORT_TEXT_LENGTH),
    isObject(t.matter),
    setWhen(t.takenBy, t.state, ['taken']),
    setWhen(t.closedAt, t.state, ['closed']),
    setWhen(t.closedBy, t.state, ['closed']),
    setWhen(t.outcome, t.state, ['closed']),
    setWhen(t.closingReason, t.state, ['closed']),
    inOrder(t.createdAt, t.closedAt),
  ],
)
