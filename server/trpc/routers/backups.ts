import { z } from 'zod'
import {
  backupInput,
  listBackupsInput,
  requestBackupInput,
  requestRestoreInput,
} from '#server/domain/backups/inputs.ts'
import { pagingFields } from '#server/domain/paging.ts'
import { listBackups } from '#server/services/backups/list-backups.ts'
import { listDrills } from '#server/services/backups/list-drills.ts'
import { previewRestore } from '#server/services/backups/preview-restore.ts'
import { requestBackup } from '#server/services/backups/request-backup.ts'
import { requestRestore } from '#server/services/backups/request-restore.ts'
import { router } from '../init.ts'
import { adminProcedure } from '../procedures.ts'

export const backupsRouter = router({
  list: adminProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/admin/backups',
        tag: 'admin',
        summary: 'The catalogue of backups, the newest first',
        answer: 'BackupPage',
      },
    })
    .input(listBackupsInput)
    .query(({ ctx, input }) => listBackups(ctx.service, input)),
  request: adminProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/admin/backups',
        tag: 'admin',
        summary: 'Back a database up',
        answer: null,
      },
    })
    .input(requestBackupInput)
    .mutation(({ ctx, input }) => requestBackup(ctx.service, input)),
  previewRestore: adminProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/admin/backups/{backupId}/restore',
        tag: 'admin',
        summary: 'What restoring a backup would mean now',
        answer: 'RestorePreview',
      },
    })
    .input(backupInput)
    .query(({ ctx, input }) => previewRestore(ctx.service, input)),
  restore: adminProcedure
    .meta({
      rest: {
        method: 'POST',
        path: '/admin/backups/{backupId}/restore',
        tag: 'admin',
        summary: 'Restore a galaxy from a backup',
        answer: 'Operation',
      },
    })
    .input(requestRestoreInput)
    .mutation(({ ctx, input }) => requestRestore(ctx.service, input)),
  drills: adminProcedure
    .input(z.object(pagingFields))
    .query(({ ctx, input }) => listDrills(ctx.service, input)),
})
