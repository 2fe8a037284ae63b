import { runGeneration } from '#server/services/nexus/run-generation.ts'
import { type Ctx } from '#server/services/context.ts'

export const handleGenerateNexus = (ctx: Ctx, payload: { operationId: string }): Promise<void> =>
  runGeneration(ctx, payload)
