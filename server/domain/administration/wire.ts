import { z } from 'zod'
import { BACKUP_REASONS, BACKUP_STATUSES } from '../backups/backup-kinds.ts'
import { SUBSCRIPTION_STATUSES } from '../billing/subscription-status.ts'
import { CURRENCIES } from '../billing/money.ts'
import { PLAN_KEYS } from '../billing/plans.ts'
import { TIERS } from '../billing/tiers.ts'
import { deploymentWire } from '../deployments/wire.ts'
import { ARCHIVE_OUTCOMES } from '../regions/archive-steps.ts'
import { GALAXY_STATUSES } from '../regions/galaxy-status.ts'
import { REGION_STATUSES } from '../regions/region-status.ts'
import { cursorPageOf, pageOf } from '../paging.ts'
import { count } from '../wire-fields.ts'
import { QUEUE_NAMES } from '../operations/failed-jobs.ts'
import { OPERATION_KINDS } from '../operations/operation-status.ts'
import { operationWire } from '../operations/wire.ts'

/** What administrators read through REST, and the command line prints. Moments are ISO 8601 in UTC, ages seconds, amounts minor units. */

const moment = z.iso.datetime()
const person = z.object({ id: z.uuid(), callsign: z.string() })
const seconds = z.number().min(0)

const regionFields = {
  id: z.uuid(),
  name: z.string(),
  displayName: z.string(),
  status: z.enum(REGION_STATUSES),
  statusChangedAt: moment,
  createdAt: moment,
  citizens: count,
  owner: person,
}
export const adminRegionPageWire = pageOf(z.object(regionFields))

export const adminRegionWire = z.object({
  ...regionFields,
  tier: z.enum(TIERS),
  /** Null before it is built. */
  galaxy: z
    .object({
      id: z.uuid(),
      database: z.string(),
      status: z.enum(GALAXY_STATUSES),
      /** Address of the process that serves it; null where the platform does. */
      endpoint: z.string().nullable(),
      /** Since when it does not answer. */
      awaySince: moment.nullable(),
      /** When it was last backed up. */
      backedUpAt: moment.nullable(),
    })
    .nullable(),
  /** Of those for this region the one that was paid for longest, or the newest. */
  subscription: z
    .object({ id: z.uuid(), status: z.enum(SUBSCRIPTION_STATUSES), paidThrough: moment.nullable() })
    .nullable(),
  deployment: deploymentWire,
  underWay: z.array(operationWire.extend({ kind: z.enum(OPERATION_KINDS) })),
})

export const adminPlayersWire = cursorPageOf(
  z.object({
    ...person.shape,
    email: z.string(),
    role: z.enum(['player', 'admin']),
    createdAt: moment,
    isConfirmed: z.boolean(),
    suspension: z.object({ text: z.string(), until: moment.nullable() }).nullable(),
    lastSeenAt: moment.nullable(),
  }),
)

export const backupPageWire = pageOf(
  z.object({
    id: z.uuid(),
    /** `platform`, `nexus` or the region's name. */
    database: z.string(),
    displayName: z.string(),
    reason: z.enum(BACKUP_REASONS),
    status: z.enum(BACKUP_STATUSES),
    startedAt: moment,
    takenAt: moment.nullable(),
    keptUntil: moment,
    bytes: count.nullable(),
    rows: count.nullable(),
    error: z.string().nullable(),
  }),
)

export const restorePreviewWire = z.object({
  backupId: z.uuid(),
  name: z.string(),
  displayName: z.string(),
  takenAt: moment,
  bytes: count,
  rows: count,
  /** What would be undone; null while the galaxy cannot be asked. */
  lost: z.object({ trades: count, postings: count, treasuryNow: z.int() }).nullable(),
  /** What the platform knows and brings in again. */
  kept: z.object({ crossings: count, newcomers: count, orders: count }),
  /** Why it cannot be restored now. */
  against: z.string().nullable(),
})

/** Null while the queue cannot be reached. */
export const failedJobsWire = z.object({
  jobs: z
    .array(
      z.object({
        queue: z.enum(QUEUE_NAMES),
        id: z.string(),
        name: z.string(),
        attempts: count,
        failedAt: moment,
      }),
    )
    .nullable(),
})

export const archivePageWire = pageOf(
  z.object({
    id: z.uuid(),
    region: z.object({ name: z.string(), displayName: z.string(), status: z.enum(REGION_STATUSES) }),
    /** Null while its freeze has not succeeded yet. */
    frozenAt: moment.nullable(),
    provedAt: moment.nullable(),
    droppedAt: moment.nullable(),
    keptUntil: moment.nullable(),
    bytes: count.nullable(),
    endedAt: moment.nullable(),
    outcome: z.enum(ARCHIVE_OUTCOMES).nullable(),
    underWay: z
      .object({
        taskId: z.uuid(),
        step: z.string(),
        progress: count,
        error: z.string().nullable(),
        attempts: count,
      })
      .nullable(),
  }),
)

export const adminSubscriptionPageWire = pageOf(
  z.object({
    id: z.uuid(),
    plan: z.enum(PLAN_KEYS),
    status: z.enum(SUBSCRIPTION_STATUSES),
    amountMinor: count,
    currency: z.enum(CURRENCIES),
    paypalSubscriptionId: z.string().nullable(),
    paidThrough: moment.nullable(),
    nextStepAt: moment.nullable(),
    createdAt: moment,
    owner: person,
    region: z.object({ name: z.string(), displayName: z.string() }).nullable(),
  }),
)

/** What recurs, by plan and size of region, and the last twelve months; of a month without the split by plan. */
export const revenueWire = z.object({
  recurring: z.array(
    z.object({
      plan: z.enum(PLAN_KEYS),
      tier: z.enum(TIERS),
      name: z.string(),
      currency: z.enum(CURRENCIES),
      subscriptions: count,
      amountMinor: count,
      owing: count,
      owingMinor: count,
    }),
  ),
  months: z.array(
    z.object({
      month: z.string().meta({ description: '`YYYY-MM`, UTC.' }),
      received: z.array(
        z.object({
          currency: z.enum(CURRENCIES),
          paidMinor: z.int(),
          returnedMinor: z.int(),
          feeMinor: z.int(),
        }),
      ),
      failed: count,
      activeAtStart: count,
      ended: count,
    }),
  ),
})

const ofPlatformAndGalaxy = z.object({ platform: seconds, galaxy: seconds })
export const essentialsWire = z.object({
  regionsByStatus: z.partialRecord(z.enum(REGION_STATUSES), count),
  /** Galaxies that should answer, and those of them that do not. */
  galaxies: count,
  away: z.array(z.object({ name: z.string(), displayName: z.string() })),
  alerts: z.object({ critical: count, warning: count }),
  /** Empty while the queue cannot be reached. */
  queue: z.object({
    jobs: z.record(z.string(), count),
    oldestSeconds: z.record(z.string(), seconds),
  }),
  outbox: z.object({ jobs: count, oldestSeconds: seconds }),
  mails: z.object({ byState: z.record(z.string(), count), oldestSeconds: seconds }),
  inbox: z.object({ waiting: count, failing: count, oldestSeconds: seconds }),
  votes: z.object({ open: count, overdue: count, oldestSeconds: seconds }),
  conservation: z.object({ differences: count, ageSeconds: seconds }),
  /** Time since the newest backup, and since a restore for practice passed. */
  backupSeconds: ofPlatformAndGalaxy,
  drillSeconds: ofPlatformAndGalaxy,
  /** Time since the oldest restore that is under way was asked for; 0 where none is. */
  restoreSeconds: seconds,
})
