import { z } from 'zod'
import { count } from '../wire-fields.ts'
import { OBSERVED_STATES, REGION_DRIVERS, SERVED_BY } from './deployment.ts'

const moment = z.iso.datetime()
const resources = z.object({ cpu: count, memoryGb: count })

/** How a region is to be served, and how it is. */
export const deploymentWire = z.object({
  driver: z.enum(REGION_DRIVERS),
  servedBy: z.enum(SERVED_BY),
  /** Of its own server; null without one. */
  resources: resources.nullable(),
  suspendedAt: moment.nullable(),
  /** Grows with each change; 0 where nobody has asked for anything. */
  generation: count,
  changedAt: moment.nullable(),
  /** Whether it is as it was asked for. */
  isReached: z.boolean(),
  /** What it was found to be; null where nothing looks. */
  state: z.enum(OBSERVED_STATES).nullable(),
  stateSince: moment.nullable(),
  observedAt: moment.nullable(),
  /** The host that runs its server. */
  host: z.string().nullable(),
  error: z.string().nullable(),
  failures: count,
  nextTryAt: moment.nullable(),
  /** How often its server was lost and started again. */
  restarts: count,
  /** The last steps, the newest first. */
  steps: z.array(z.object({ step: z.string(), at: moment, error: z.string().nullable() })),
})

const wanted = z.object({
  servedBy: z.enum(SERVED_BY),
  resources: resources.nullable(),
  isSuspended: z.boolean(),
})
/** What a change would come to. */
export const deploymentPlanWire = z.object({
  name: z.string(),
  displayName: z.string(),
  before: wanted,
  /** Null where it is refused. */
  after: wanted.nullable(),
  effects: z.array(z.string()),
  /** Why it is refused. */
  against: z.string().nullable(),
})
