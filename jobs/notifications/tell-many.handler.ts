import { type z } from 'zod'
import { type Ctx } from '#server/services/context.ts'
import { tellMany } from '#server/services/notifications/tell-many.ts'
import { type tellMany as definition } from './tell-many.ts'

export async function handleTellMany(
  ctx: Ctx,
  payload: z.output<(typeof definition)['payload']>,
): Promise<void> {
  await tellMany(ctx, payload)
}
