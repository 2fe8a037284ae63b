/** Kinds of databases that are backed up. */
export const BACKUP_KINDS = ['platform', 'galaxy'] as const
export type BackupKind = (typeof BACKUP_KINDS)[number]

/** Why a backup was made. Suspension and termination are backed up once the region is closed, so that its last state is kept. */
export const BACKUP_REASONS = [
  'daily',
  'before-migration',
  'before-suspension',
  'before-termination',
  'before-restore',
  'by-hand',
] as const
export type BackupReason = (typeof BACKUP_REASONS)[number]

export const BACKUP_REASON_LABELS: Record<BackupReason, string> = {
  daily: 'Daily',
  'before-migration': 'Before an update',
  'before-suspension': 'Suspension',
  'before-termination': 'End of the region',
  'before-restore': 'Before a restore',
  'by-hand': 'By hand',
}

export const BACKUP_STATUSES = ['running', 'ready', 'failed'] as const
export type BackupStatus = (typeof BACKUP_STATUSES)[number]

/** In inputs: the platform's database, and the Central Nexus. Reserved, so no region is called so. */
export const PLATFORM_REF = 'platform'
