import { type Ctx } from '#server/services/context.ts'
import { sweepMemberships } from '#server/services/membership/sweep-memberships.ts'

export async function handleSweepMemberships(ctx: Ctx): Promise<void> {
  await sweepMemberships(ctx)
}
