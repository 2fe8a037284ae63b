import { type JobDefinition } from './define-job.ts'
import { provisionRegionJob } from './provisioning/provision-region.ts'
import { sweepProvisioningJob } from './provisioning/sweep-provisioning.ts'
import { sweepSettings } from './regions/sweep-settings.ts'
import { syncSettings } from './regions/sync-settings.ts'
import { generateNexusJob } from './nexus/generate-nexus.ts'
import { sweepNexusJob } from './nexus/sweep-nexus.ts'
import { relayOutbox } from './system/relay-outbox.ts'

/** Every kind of background work. A name here without a handler in handlers.ts does not compile. */
export const JOBS = {
  [relayOutbox.name]: relayOutbox,
  [generateNexusJob.name]: generateNexusJob,
  [sweepNexusJob.name]: sweepNexusJob,
  [syncSettings.name]: syncSettings,
  [sweepSettings.name]: sweepSettings,
  [provisionRegionJob.name]: provisionRegionJob,
  [sweepProvisioningJob.name]: sweepProvisioningJob,
} as const satisfies Record<string, JobDefinition>

export type JobName = keyof typeof JOBS

export const isJobName = (name: string): name is JobName => Object.hasOwn(JOBS, name)

/** How often and how patiently the queue tries a job of this name. */
export const retryPolicyOf = (name: string): { attempts: number; backoffMs: number } =>
  isJobName(name) ? JOBS[name] : { attempts: 1, backoffMs: 1_000 }
