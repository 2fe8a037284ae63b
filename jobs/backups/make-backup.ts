import { z } from 'zod'
import { BACKUP_REASONS } from '#server/domain/backups/backup-kinds.ts'
import { defineJob } from '../define-job.ts'

/** Backs up one database; `galaxyId` null for the platform's. The sweep repeats a daily one that failed. */
export const makeBackupJob = defineJob({
  name: 'make-backup',
  queue: 'background',
  payload: z.object({ galaxyId: z.uuid().nullable(), reason: z.enum(BACKUP_REASONS) }),
  attempts: 1,
  backoffMs: 60_000,
})
