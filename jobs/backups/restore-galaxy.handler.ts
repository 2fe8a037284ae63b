import { type Ctx } from '#server/services/context.ts'
import { restoreGalaxy } from '#server/services/backups/restore-galaxy.ts'

export async function handleRestoreGalaxy(ctx: Ctx, input: { operationId: string }): Promise<void> {
  await restoreGalaxy(ctx, input)
}
