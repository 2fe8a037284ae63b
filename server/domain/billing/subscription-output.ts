import { z } from 'zod'
import { count } from '../wire-fields.ts'
import { OPERATION_STATUSES } from '../operations/operation-status.ts'
import { GOVERNANCE_TYPES } from '../regions/governance-types.ts'
import { REGION_STATUSES } from '../regions/region-status.ts'
import { CHECKOUT_STAGES } from './checkout-stage.ts'
import { PLAN_KEYS } from './plans.ts'
import { TIERS } from './tiers.ts'
import { SUBSCRIPTION_STATUSES } from './subscription-status.ts'

const time = z.iso.datetime()

/** Progress of building a region. `nextAttemptAt` is set while a failed build waits for its retry. */
export const buildOutput = z.object({
  id: z.uuid(),
  status: z.enum(OPERATION_STATUSES),
  step: z.string(),
  stepLabel: z.string(),
  progress: count,
  attempts: count,
  error: z.string().nullable(),
  nextAttemptAt: time.nullable(),
  startedAt: time.nullable(),
  finishedAt: time.nullable(),
})

/** A subscription on the wire. Amounts are decimal strings as PayPal writes them. */
export const subscriptionOutput = z.object({
  id: z.uuid(),
  plan: z.enum(PLAN_KEYS),
  status: z.enum(SUBSCRIPTION_STATUSES),
  stage: z.enum(CHECKOUT_STAGES),
  approvalUrl: z.string().nullable(),
  paypalSubscriptionId: z.string().nullable(),
  paypalStatus: z.string().nullable(),
  price: z.object({ value: z.string(), currency: z.string() }),
  /** The size of a region; null for a citizenship. `name` is null while only one size is sold. */
  tier: z.object({ key: z.enum(TIERS), name: z.string().nullable() }).nullable(),
  /** A change of the size that waits for the payer at PayPal, or, once they agreed, for the first bill of its price. */
  tierChange: z
    .object({
      status: z.enum(['asked', 'consented']),
      tier: z.enum(TIERS),
      name: z.string(),
      price: z.object({ value: z.string(), currency: z.string() }),
    })
    .nullable(),
  /** What the next bill is; another than `price` once the payer agreed to another size. */
  nextPrice: z.object({ value: z.string(), currency: z.string() }),
  /** A new price that was announced, and from when on bills may have it. */
  announcedPrice: z.object({ value: z.string(), currency: z.string(), from: time }).nullable(),
  regionName: z.string().nullable(),
  displayName: z.string().nullable(),
  governanceType: z.enum(GOVERNANCE_TYPES).nullable(),
  region: z
    .object({ id: z.uuid(), name: z.string(), displayName: z.string(), status: z.enum(REGION_STATUSES) })
    .nullable(),
  build: buildOutput.nullable(),
  /** How far a region that was archived has come back; null while it does not. */
  returning: z.object({ step: z.string(), stepLabel: z.string(), progress: z.int() }).nullable(),
  /** How it takes over a region that exists; null for one of its own. */
  takesOver: z.enum(['rescue', 'transfer']).nullable(),
  /** When the name's reservation for this checkout ends. */
  holdExpiresAt: time.nullable(),
  paidThrough: time.nullable(),
  /** What the platform gives back by itself, because it came too late; `doneAt` once PayPal has paid it. */
  moneyBack: z.object({ value: z.string(), currency: z.string(), doneAt: time.nullable() }).nullable(),
  /** When PayPal bills next, as it said last; null when nothing further is billed. */
  nextChargeAt: time.nullable(),
  graceUntil: time.nullable(),
  /** Until when at the latest a payment that was taken back keeps it closed; null when none does. */
  disputedUntil: time.nullable(),
  cancelRequestedAt: time.nullable(),
  createdAt: time,
})
export type SubscriptionView = z.infer<typeof subscriptionOutput>

export const timelineEntry = z.object({
  id: z.uuid(),
  subscriptionId: z.uuid(),
  /** What the subscription is for: the region's display name, or the plan's. */
  subscriptionName: z.string(),
  at: time,
  kind: z.string(),
  /** Payments, refunds and reversals only. */
  amount: z.object({ value: z.string(), currency: z.string() }).nullable(),
  /** Stages only: when the stage ends. */
  until: time.nullable(),
  /** Payments only: whose receipt there is. */
  paymentId: z.uuid().nullable(),
  flag: z.string().nullable(),
})
export type TimelineEntry = z.infer<typeof timelineEntry>
