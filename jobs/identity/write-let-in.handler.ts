import { type z } from 'zod'
import { type Ctx } from '#server/services/context.ts'
import { writeLetIn } from '#server/services/identity/write-let-in.ts'
import { type writeLetInJob } from './write-let-in.ts'

export async function handleWriteLetIn(
  ctx: Ctx,
  payload: z.output<(typeof writeLetInJob)['payload']>,
): Promise<void> {
  await writeLetIn(ctx, payload)
}
