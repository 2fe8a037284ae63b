import { type NotificationSubject } from './notification-subjects.ts'

/** Lines, and so mails, that one person may cause in the inbox of another within a day, for each kind and region. */
export const LINES_A_DAY = 5

/**
 * The page that shows all of several matters of a subject; null: that of the newest. Votes have one, so that nobody can hide a vote
 * behind a later one.
 */
export const pageOfSeveral = (subject: NotificationSubject | null): string | null =>
  subject === 'vote-opened' ? '/votes' : null
