import { type Ctx } from '#server/services/context.ts'
import { sweepPrivacy } from '#server/services/privacy/sweep-privacy.ts'

export async function handleSweepPrivacy(ctx: Ctx): Promise<void> {
  await sweepPrivacy(ctx)
}
