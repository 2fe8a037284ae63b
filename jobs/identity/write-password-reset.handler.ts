import { type z } from 'zod'
import { type Ctx } from '#server/services/context.ts'
import { writePasswordReset } from '#server/services/identity/write-password-reset.ts'
import { type writePasswordResetJob } from './write-password-reset.ts'

export async function handleWritePasswordReset(
  ctx: Ctx,
  payload: z.output<(typeof writePasswordResetJob)['payload']>,
): Promise<void> {
  await writePasswordReset(ctx, payload)
}
