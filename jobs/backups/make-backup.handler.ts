import { type Ctx } from '#server/services/context.ts'
import { makeBackup, type Subject } from '#server/services/backups/make-backup.ts'

export async function handleMakeBackup(ctx: Ctx, subject: Subject): Promise<void> {
  await makeBackup(ctx, subject)
}
