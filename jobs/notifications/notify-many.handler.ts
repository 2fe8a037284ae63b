import { type z } from 'zod'
import { type Ctx } from '#server/services/context.ts'
import { notifyMany } from '#server/services/notifications/notify-many.ts'
import { type notifyManyJob } from './notify-many.ts'

export async function handleNotifyMany(
  ctx: Ctx,
  payload: z.output<(typeof notifyManyJob)['payload']>,
): Promise<void> {
  await notifyMany(ctx, payload)
}
