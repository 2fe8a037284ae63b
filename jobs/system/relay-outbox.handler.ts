import { type Ctx } from '#server/services/context.ts'

export async function handleRelayOutbox(ctx: Ctx): Promise<void> {
  await ctx.outbox.relay()
}
