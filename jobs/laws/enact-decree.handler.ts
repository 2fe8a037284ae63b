import { type Ctx } from '#server/services/context.ts'
import { enactDecree } from '#server/services/laws/enact-decree.ts'

export async function handleEnactDecree(ctx: Ctx, payload: { decreeId: string }): Promise<void> {
  await enactDecree(ctx, payload)
}
