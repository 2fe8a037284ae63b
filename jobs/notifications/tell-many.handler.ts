import { type z } from 'zod'
import { type Ctx } from '#server/services/context.ts'
import { tellMany } from '#server/services/notifications/tell-many.ts'
import { type tellManyJob } from './tell-many.ts'

export async function handleTellMany(
  ctx: Ctx,
  payload: z.output<(typeof tellManyJob)['payload']>,
): Promise<void> {
  await tellMany(ctx, payload)
}
