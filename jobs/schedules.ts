import { type JobName } from './job-names.ts'

const SECOND = 1_000

/** Sweeps keep the system correct even if the queue was emptied. Their payload is empty. */
export const SCHEDULES: Partial<Record<JobName, number>> = {
  'relay-outbox': 5 * SECOND,
  'sweep-backups': 600 * SECOND,
  'sweep-restores': 30 * SECOND,
  'sweep-drills': 3_600 * SECOND,
  'sweep-nexus': 30 * SECOND,
  'sweep-settings': 60 * SECOND,
  'snapshot-region-days': 3600 * SECOND,
  'pay-patrols': 3600 * SECOND,
  'open-days': 1800 * SECOND,
  'collect-messages': 3600 * SECOND,
  'audit-conservation': 3600 * SECOND,
  'collect-pilot-days': 600 * SECOND,
  'sweep-crossings': 15 * SECOND,
  'sweep-provisioning': 15 * SECOND,
  'bring-up-galaxies': 300 * SECOND,
  'sweep-billing': 30 * SECOND,
  'reconcile-urgent': 15 * 60 * SECOND,
  'reconcile-all': 24 * 3_600 * SECOND,
  'reward-trade': 3600 * SECOND,
  'sweep-memberships': 300 * SECOND,
  'sweep-council': 60 * SECOND,
  'sweep-treaties': 60 * SECOND,
  'sweep-elections': 60 * SECOND,
  'sweep-policies': 60 * SECOND,
  'sweep-laws': 60 * SECOND,
  'remind-voters': 300 * SECOND,
  'sweep-rewards': 60 * SECOND,
  'send-mails': 30 * SECOND,
  'sweep-identity': 3_600 * SECOND,
  'sweep-privacy': 300 * SECOND,
  'spread-callsigns': 60 * SECOND,
  'maintain-logs': 3_600 * SECOND,
}
