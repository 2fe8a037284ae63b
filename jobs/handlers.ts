import { type z } from 'zod'
import { type Ctx } from '#server/services/context.ts'
import { type JOBS, type JobName } from './job-names.ts'
import { handleProvisionRegion } from './provisioning/provision-region.handler.ts'
import { handleSweepProvisioning } from './provisioning/sweep-provisioning.handler.ts'
import { handleSweepSettings } from './regions/sweep-settings.handler.ts'
import { handleSyncSettings } from './regions/sync-settings.handler.ts'
import { handleGenerateNexus } from './nexus/generate-nexus.handler.ts'
import { handleSweepNexus } from './nexus/sweep-nexus.handler.ts'
import { handleRelayOutbox } from './system/relay-outbox.handler.ts'

type Handlers = {
  [N in JobName]: (ctx: Ctx, payload: z.output<(typeof JOBS)[N]['payload']>) => Promise<void>
}

/** Parse happens in the worker; a handler makes one verb call and may be run twice. */
export const handlers: Handlers = {
  'relay-outbox': handleRelayOutbox,
  'generate-nexus': handleGenerateNexus,
  'sweep-nexus': handleSweepNexus,
  'sync-settings': handleSyncSettings,
  'sweep-settings': handleSweepSettings,
  'provision-region': handleProvisionRegion,
  'sweep-provisioning': handleSweepProvisioning,
}
