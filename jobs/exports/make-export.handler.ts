import { type z } from 'zod'
import { type Ctx } from '#server/services/context.ts'
import { makeExport } from '#server/services/exports/make-export.ts'
import { type makeExportJob } from './make-export.ts'

export async function handleMakeExport(
  ctx: Ctx,
  payload: z.output<(typeof makeExportJob)['payload']>,
): Promise<void> {
  await makeExport(ctx, payload)
}
