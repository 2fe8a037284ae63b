import { sweepNexus } from '#server/services/nexus/sweep-nexus.ts'
import { type Ctx } from '#server/services/context.ts'

export const handleSweepNexus = (ctx: Ctx): Promise<void> => sweepNexus(ctx)
