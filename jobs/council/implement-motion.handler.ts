import { type Ctx } from '#server/services/context.ts'
import { implementMotion } from '#server/services/council/implement-motion.ts'

export async function handleImplementMotion(ctx: Ctx, payload: { motionId: string }): Promise<void> {
  await implementMotion(ctx, payload)
}
