import { type Ctx } from '#server/services/context.ts'
import { closeMotion } from '#server/services/council/close-motion.ts'

export async function handleCloseMotion(ctx: Ctx, payload: { motionId: string }): Promise<void> {
  await closeMotion(ctx, payload)
}
