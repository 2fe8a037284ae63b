import { listBackupsInput, requestBackupInput } from '#server/domain/backups/inputs.ts'
import { listBackups } from '#server/services/backups/list-backups.ts'
import { requestBackup } from '#server/services/backups/request-backup.ts'
import { router } from '../init.ts'
import { adminProcedure } from '../procedures.ts'

export const backupsRouter = router({
  list: adminProcedure.input(listBackupsInput).query(({ ctx, input }) => listBackups(ctx.service, input)),
  request: adminProcedure
    .input(requestBackupInput)
    .mutation(({ ctx, input }) => requestBackup(ctx.service, input)),
})
