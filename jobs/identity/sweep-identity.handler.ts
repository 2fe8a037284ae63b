import { sweepIdentity } from '#server/services/identity/sweep-identity.ts'
import { type Ctx } from '#server/services/context.ts'

export async function handleSweepIdentity(ctx: Ctx): Promise<void> {
  await sweepIdentity(ctx)
}
