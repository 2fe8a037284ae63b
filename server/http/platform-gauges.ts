import { Gauge, Registry } from 'prom-client'
import { type PlatformGauges } from '../services/platform/get-platform-gauges.ts'

export type { PlatformGauges }

type Sample = { labels?: Record<string, string>; value: number }
type Kind = {
  name: string
  help: string
  labels?: readonly string[]
  of: (figures: PlatformGauges) => number | Sample[]
}

const byLabel = (label: string, counts: Record<string, number>): Sample[] =>
  Object.entries(counts).map(([key, value]) => ({ labels: { [label]: key }, value }))

/** Every figure of the platform that is told, by its name without `sectorwars_`. Ages are of the oldest, 0 where there is none. */
const KINDS: readonly Kind[] = [
  { name: 'accounts', help: 'Accounts', of: (f) => f.accounts },
  { name: 'regions', help: 'Regions', labels: ['status'], of: (f) => byLabel('status', f.regionsByStatus) },
  {
    ...{ name: 'galaxy_info', help: 'Which place a galaxy is' },
    labels: ['galaxy', 'region', 'status'],
    of: (f) =>
      f.galaxies.map(({ galaxy, region, status }) => ({ labels: { galaxy, region, status }, value: 1 })),
  },
  {
    ...{ name: 'galaxy_active_pilots', help: 'Pilots who did something in the last half hour' },
    labels: ['galaxy'],
    of: (f) => f.galaxies.map(({ galaxy, activePilots }) => ({ labels: { galaxy }, value: activePilots })),
  },
  {
    ...{ name: 'galaxy_trades_today', help: 'Orders filled since midnight UTC' },
    labels: ['galaxy'],
    of: (f) => f.galaxies.map(({ galaxy, tradesToday }) => ({ labels: { galaxy }, value: tradesToday })),
  },
  {
    ...{ name: 'votes_open', help: 'Votes that are open' },
    of: (f) => f.votes.open,
  },
  {
    ...{ name: 'votes_overdue', help: 'Votes past their close that are not counted' },
    of: (f) => f.votes.overdue,
  },
  {
    ...{ name: 'vote_overdue_seconds', help: 'Time since the close of the vote that waits longest' },
    of: (f) => f.votes.oldestSeconds,
  },
  {
    ...{ name: 'queue_jobs', help: 'Jobs of all queues' },
    labels: ['state'],
    of: (f) => byLabel('state', f.queue.jobs),
  },
  {
    ...{ name: 'queue_oldest_seconds', help: 'Age of the job that waits longest' },
    labels: ['queue'],
    of: (f) => byLabel('queue', f.queue.oldestSeconds),
  },
  {
    ...{ name: 'outbox_jobs', help: 'Committed jobs that the queue has not taken over' },
    of: (f) => f.outbox.jobs,
  },
  { name: 'outbox_oldest_seconds', help: 'Age of the oldest of them', of: (f) => f.outbox.oldestSeconds },
  {
    ...{ name: 'paypal_inbox_waiting', help: 'Verified PayPal deliveries that nothing acted on yet' },
    of: (f) => f.inbox.waiting,
  },
  {
    ...{ name: 'paypal_inbox_failing', help: 'Waiting PayPal deliveries that failed at least once' },
    of: (f) => f.inbox.failing,
  },
  {
    ...{ name: 'paypal_inbox_oldest_seconds', help: 'Age of the delivery that waits longest' },
    of: (f) => f.inbox.oldestSeconds,
  },
  {
    ...{ name: 'billing_drift', help: 'Differences between our books and PayPal’s that were found so far' },
    of: (f) => f.billingDrift,
  },
  {
    ...{ name: 'subscriptions', help: 'Subscriptions' },
    labels: ['plan', 'status'],
    of: (f) => f.subscriptions.map(({ plan, status, n }) => ({ labels: { plan, status }, value: n })),
  },
  {
    ...{ name: 'recurring_revenue', help: 'What subscriptions pay in a month, in units of the currency' },
    labels: ['plan', 'currency'],
    of: (f) =>
      f.revenue.map(({ plan, currency, amountMinor }) => ({
        labels: { plan, currency },
        value: amountMinor / 100,
      })),
  },
  { name: 'mails', help: 'Mails by state', labels: ['state'], of: (f) => byLabel('state', f.mails.byState) },
  {
    ...{ name: 'mail_oldest_seconds', help: 'How long the mail that waits longest is due' },
    of: (f) => f.mails.oldestSeconds,
  },
  {
    ...{ name: 'operations', help: 'Long work that is not done' },
    labels: ['kind', 'status'],
    of: (f) => f.operations.map(({ kind, status, n }) => ({ labels: { kind, status }, value: n })),
  },
  {
    ...{ name: 'conservation_differences', help: 'What the latest conservation audit found not to add up' },
    of: (f) => f.conservation.differences,
  },
  {
    ...{ name: 'conservation_audit_seconds', help: 'Time since the latest conservation audit' },
    of: (f) => f.conservation.ageSeconds,
  },
  {
    ...{ name: 'backup_seconds', help: 'Time since the newest backup, of the galaxies the oldest of them' },
    labels: ['kind'],
    of: (f) => byLabel('kind', f.backupSeconds),
  },
  {
    ...{ name: 'backup_drill_seconds', help: 'Time since a backup was restored for practice' },
    labels: ['kind'],
    of: (f) => byLabel('kind', f.drillSeconds),
  },
  {
    ...{
      name: 'restore_seconds',
      help: 'Time since the restore or return from the archive began that is under way longest',
    },
    of: (f) => f.restoreSeconds,
  },
  {
    ...{ name: 'region_servers', help: 'Servers that regions have of their own' },
    labels: ['state'],
    of: (f) => byLabel('state', f.regionServers.byState),
  },
  {
    ...{ name: 'region_server_restarts', help: 'How often one of them was lost and started again so far' },
    of: (f) => f.regionServers.restarts,
  },
  {
    ...{ name: 'region_server_away_seconds', help: 'How long the one does not answer that is away longest' },
    of: (f) => f.regionServers.awaySeconds,
  },
  { name: 'open_crossings', help: 'Ships between two galaxies', of: (f) => f.crossings.open },
  {
    ...{ name: 'crossing_late_seconds', help: 'How long the ship that is most late should have arrived' },
    of: (f) => f.crossings.lateSeconds,
  },
  {
    ...{ name: 'set_aside_messages', help: 'Messages of galaxies that could not be applied' },
    of: (f) => f.setAsideMessages,
  },
]

export const PLATFORM_METRICS: readonly string[] = KINDS.map(({ name }) => `sectorwars_${name}`)

/** Figures of the platform as gauges of their own registry. `tell(null)` says that they could not be read. */
export function createPlatformGauges(): { registry: Registry; tell(figures: PlatformGauges | null): void } {
  const registry = new Registry()
  const registers = [registry]
  const up = new Gauge({
    ...{
      name: 'sectorwars_platform_up',
      help: 'Whether the figures of the platform could be read',
      registers,
    },
  })
  const gauges = KINDS.map(({ name, help, labels = [], of }) => ({
    of,
    gauge: new Gauge({ name: `sectorwars_${name}`, help, labelNames: labels, registers }),
  }))
  return {
    registry,
    tell: (figures) => {
      up.set(figures ? 1 : 0)
      for (const { gauge, of } of gauges) {
        // What was true before is no figure of now.
        gauge.reset()
        const samples = figures ? of(figures) : []
        for (const { labels = {}, value } of typeof samples === 'number' ? [{ value: samples }] : samples)
          gauge.set(labels, value)
      }
    },
  }
}
