import { type Answer } from './api.ts'
import { age } from './table.ts'

type Essentials = Answer<'Essentials'>
type FailedJobs = Answer<'FailedJobs'>['jobs']

/** What a check found. */
export type Finding = { check: string; isGood: boolean; found: string }

/** From which age on something is late, seconds: as the alerts say (docker/monitoring/alerts.yml; a test compares them). */
export const LATE_SECONDS = {
  VotesOverdue: 600,
  QueueLate: 900,
  OutboxLate: 300,
  PaymentsLate: 900,
  MailsLate: 1800,
  BackupLate: 36 * 3600,
  DrillLate: 9 * 86_400,
  RestoreStuck: 1800,
  AuditLate: 36 * 3600,
} as const

/** What an administrator looks at first, with whether it is as it should be. @param jobs those that failed; null where the queue is away */
export function examine(now: Essentials, jobs: FailedJobs): Finding[] {
  const { away, alerts, queue, outbox, mails, inbox, votes, conservation } = now
  const failedMails = mails.byState.failed ?? 0
  const late = (seconds: number, limit: keyof typeof LATE_SECONDS) => seconds > LATE_SECONDS[limit]
  const oldest = (of: Record<string, number>) => Math.max(0, ...Object.values(of))
  const waiting = oldest(queue.oldestSeconds)
  const backup = Math.max(now.backupSeconds.platform, now.backupSeconds.galaxy)
  const drill = Math.max(now.drillSeconds.platform, now.drillSeconds.galaxy)
  const checks: [check: string, isGood: boolean, found: string][] = [
    [
      'galaxies',
      away.length === 0,
      away.length === 0
        ? `${now.galaxies} should answer`
        : `away: ${away.map(({ name }) => name).join(', ')}`,
    ],
    ['alerts', alerts.critical === 0, `${alerts.critical} critical, ${alerts.warning} warnings`],
    [
      'queue',
      jobs !== null && !late(waiting, 'QueueLate'),
      jobs === null ? 'cannot be reached' : `the oldest job waits for ${age(waiting)}`,
    ],
    ['failed jobs', jobs?.length === 0, `${jobs?.length ?? 'unknown'}: sectorwars jobs list`],
    [
      'outbox',
      !late(outbox.oldestSeconds, 'OutboxLate'),
      `${outbox.jobs} wait, ${age(outbox.oldestSeconds)}`,
    ],
    [
      'payments',
      inbox.failing === 0 && !late(inbox.oldestSeconds, 'PaymentsLate'),
      `${inbox.waiting} wait, ${inbox.failing} failed, the oldest ${age(inbox.oldestSeconds)} ago`,
    ],
    [
      'mails',
      failedMails === 0 && !late(mails.oldestSeconds, 'MailsLate'),
      `${failedMails} failed, the oldest waits for ${age(mails.oldestSeconds)}`,
    ],
    [
      'votes',
      votes.overdue === 0 || !late(votes.oldestSeconds, 'VotesOverdue'),
      `${votes.overdue} of ${votes.open} past their close`,
    ],
    [
      'conservation',
      conservation.differences === 0 && !late(conservation.ageSeconds, 'AuditLate'),
      `${conservation.differences} differences, counted ${age(conservation.ageSeconds)} ago`,
    ],
    [
      'backups',
      !late(backup, 'BackupLate'),
      `platform ${age(now.backupSeconds.platform)}, the oldest galaxy ${age(now.backupSeconds.galaxy)} ago`,
    ],
    [
      'restore drills',
      !late(drill, 'DrillLate'),
      `platform ${age(now.drillSeconds.platform)}, galaxy ${age(now.drillSeconds.galaxy)} ago`,
    ],
    ['restores', !late(now.restoreSeconds, 'RestoreStuck'), `under way for ${age(now.restoreSeconds)}`],
  ]
  return checks.map(([check, isGood, found]) => ({ check, isGood, found }))
}
