import { type Ctx } from '#server/services/context.ts'
import { sweepElections } from '#server/services/elections/sweep-elections.ts'

export async function handleSweepElections(ctx: Ctx): Promise<void> {
  await sweepElections(ctx)
}
