import { type backups } from '#db/schema/platform/backups.ts'

export type BackupRow = typeof backups.$inferSelect
