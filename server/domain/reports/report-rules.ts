import { z } from 'zod'
import { actReason } from '../identity/suspension.ts'
import { idInput } from '../id-input.ts'
import { pagingFields } from '../paging.ts'
import { plainText } from '../plain-text.ts'

/** What players can report: a pilot, and texts that people wrote. */
export const REPORT_SUBJECTS = [
  'pilot',
  'region',
  'policy',
  'motion',
  'candidacy',
  'recall',
  'breach',
  'answer',
] as const
export type ReportSubject = (typeof REPORT_SUBJECTS)[number]

/** As it is named to players. */
export const SUBJECT_LABELS: Record<ReportSubject, string> = {
  pilot: 'pilot',
  region: 'region',
  policy: 'policy',
  motion: 'motion',
  candidacy: 'candidacy',
  recall: 'recall',
  breach: 'breach report',
  answer: 'answer',
}

export const REPORT_CATEGORIES = ['abuse', 'impersonation', 'cheating', 'unlawful', 'spam', 'other'] as const
export type ReportCategory = (typeof REPORT_CATEGORIES)[number]

export const CATEGORY_TEXTS: Record<ReportCategory, string> = {
  abuse: 'Insults, threats or hatred',
  impersonation: 'Passes for somebody else or for staff',
  cheating: 'Cheating, or several accounts in one vote',
  unlawful: 'Unlawful content',
  spam: 'Advertising or flooding',
  other: 'Something else',
}

export const REPORT_STATES = ['open', 'taken', 'closed'] as const
export type ReportState = (typeof REPORT_STATES)[number]

export const REPORT_OUTCOMES = ['acted', 'no-breach', 'known'] as const
export type ReportOutcome = (typeof REPORT_OUTCOMES)[number]

export const OUTCOME_LABELS: Record<ReportOutcome, string> = {
  acted: 'We acted',
  'no-breach': 'No breach of the rules',
  known: 'Known already',
}

/** What the reporter is told: never what was done to whom. */
export const OUTCOME_NOTICES: Record<ReportOutcome, string> = {
  acted: 'We looked into your report and acted on it. Thank you.',
  'no-breach': 'We looked into your report and found no breach of the rules.',
  known: 'We know of what you reported and are dealing with it. Thank you.',
}

/** Reports that one person can file within a day. */
export const REPORTS_PER_DAY = 10
export const REPORT_TEXT_LENGTH = { min: 10, max: 1_000 } as const

/** What a snapshot keeps of a text that was reported. */
export type ReportedMatter = { title: string; href: string; lines: { label: string; text: string }[] }

/**
 * What is reported: a pilot by callsign, a region by name, a candidacy as `candidacyRef` says, everything else by its id; an answer by the id
 * of the breach report that it answers.
 */
export const matterInput = z.object({
  subject: z.enum(REPORT_SUBJECTS, 'This cannot be reported.'),
  of: z.string().trim().min(1, 'Say what you report.').max(100),
})
export type MatterInput = z.output<typeof matterInput>

/** How a candidacy is named: by the election and who stands. */
export const candidacyRef = (electionId: string, userId: string): string => `${electionId}.${userId}`

export const fileReportInput = matterInput.extend({
  category: z.enum(REPORT_CATEGORIES, 'Choose what it is about.'),
  text: plainText({ label: 'What happened', ...REPORT_TEXT_LENGTH, multiline: true }),
})
export type FileReportInput = z.output<typeof fileReportInput>

export const listReportsInput = z.object({
  ...pagingFields,
  state: z.enum(REPORT_STATES).optional(),
  /** Reports about this player, and about what they wrote or own. */
  aboutUserId: idInput('This is no id of a player.').optional(),
})
export type ListReportsInput = z.output<typeof listReportsInput>

export const oneReport = z.object({ reportId: idInput('This is no id of a report.') })
export const closeReportInput = oneReport.extend({
  outcome: z.enum(REPORT_OUTCOMES, 'Choose an outcome.'),
  reason: actReason,
})
export type CloseReportInput = z.output<typeof closeReportInput>
