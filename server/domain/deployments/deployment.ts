import { z } from 'zod'

/** What makes a region: its database, and its own server where it has one. `docker` and `kubernetes` come with drivers of theirs. */
export const REGION_DRIVERS = ['process'] as const
export type RegionDriverName = (typeof REGION_DRIVERS)[number]

/**
 * Who serves a region's galaxy: the platform's own processes, a server of its own that the platform keeps running, or a process that
 * an operator runs somewhere and named by `npm run galaxy -- serve`.
 */
export const SERVED_BY = ['shared', 'own', 'elsewhere'] as const
export type ServedBy = (typeof SERVED_BY)[number]

/** What a server of its own may use: processors, and gigabytes of memory. */
export type Resources = { cpu: number; memoryGb: number }
export const RESOURCE_BOUNDS = { cpu: { min: 1, max: 8 }, memoryGb: { min: 2, max: 16 } } as const
export const DEFAULT_RESOURCES: Resources = { cpu: 2, memoryGb: 4 }

/** How many statements of a region its server may have under way for each processor. */
const CONNECTIONS_PER_CPU = 10
export const connectionsOf = ({ cpu }: Resources): number => cpu * CONNECTIONS_PER_CPU

/**
 * What a region is found to be: `running` as it should be served, its own server `starting` or `away`, `suspended` by an operator, or
 * `gone` into the archive or for good.
 */
export const OBSERVED_STATES = ['running', 'starting', 'away', 'suspended', 'gone'] as const
export type ObservedState = (typeof OBSERVED_STATES)[number]

const within = ({ min, max }: { min: number; max: number }, what: string) => {
  const message = `${what} must be a whole number from ${min} to ${max}.`
  return z.int(message).min(min, message).max(max, message)
}
const cpu = within(RESOURCE_BOUNDS.cpu, 'Processors')
const memoryGb = within(RESOURCE_BOUNDS.memoryGb, 'Memory in GB')

/** Where a region is moved to. `elsewhere` is the operator's own doing. */
export const MOVE_TARGETS = ['own', 'shared'] as const
export type MoveTarget = (typeof MOVE_TARGETS)[number]

export const scaleFields = {
  cpu: cpu.optional(),
  memory: memoryGb.optional(),
  /** Refused with a reason: `DISK_AGAINST`. */
  disk: z.int().min(1).max(1_000_000).optional(),
}
export const moveFields = { to: z.enum(MOVE_TARGETS), cpu: cpu.optional(), memory: memoryGb.optional() }
export const suspendFields = {
  /** The name of the region, typed by who asks. */
  confirmation: z.string().max(100),
}
export const changeFields = {
  ...scaleFields,
  to: z.enum(MOVE_TARGETS).optional(),
  suspended: z.boolean().optional(),
}

/** What is to be different about how a region is served; `memory` in gigabytes. */
export type ChangeInput = z.output<z.ZodObject<typeof changeFields>>
export type Change = { servedBy?: MoveTarget; resources?: Partial<Resources>; suspended?: boolean }
