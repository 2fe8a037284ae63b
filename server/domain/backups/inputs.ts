import { z } from 'zod'
import { idInput } from '../id-input.ts'
import { pagingFields } from '../paging.ts'

/** A database by name: `platform`, `nexus`, or that of a region. */
const database = z.string().trim().min(1, 'Say which database: platform, nexus or a region.').max(100)

export const requestBackupInput = z.object({ database })

export const listBackupsInput = z.object({ ...pagingFields, database: database.optional() })
export type ListBackupsInput = z.output<typeof listBackupsInput>

export const backupInput = z.object({ backupId: idInput() })

export const requestRestoreInput = backupInput.extend({
  /** The name of what is restored, typed by who asks. */
  confirmation: z.string().max(100),
})
