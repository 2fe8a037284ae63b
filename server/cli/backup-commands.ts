import { z } from 'zod'
import { PLATFORM_REF } from '#server/domain/backups/backup-kinds.ts'
import { type Ctx } from '../services/context.ts'
import { listBackups } from '../services/backups/list-backups.ts'
import { makeBackup } from '../services/backups/make-backup.ts'
import { requireSubject } from '../services/backups/require-subject.ts'
import { verifyBackup } from '../services/backups/verify-backup.ts'

export const BACKUP_USAGE = `  backup <platform|nexus|region>    backs up one database now
  backups [platform|nexus|region]   the newest 25 backups, with their ids
  verify <backup>               reads a backup to its end and compares it with the catalogue`

type Command = (ctx: Ctx) => Promise<string>

/** The commands about backups; null for other ones. */
export function backupCommand(command: string | undefined, subject: string | undefined): Command | null {
  if (command === 'backups') return (ctx) => list(ctx, subject)
  if (subject === undefined) return null
  switch (command) {
    case 'backup':
      return (ctx) => backUp(ctx, subject)
    case 'verify':
      return async (ctx) => {
        const { name, rows } = await verifyBackup(ctx, { backupId: idOf(subject) })
        return `${name} is whole: ${String(rows)} rows.`
      }
    default:
      return null
  }
}

/** An id that is none is the id of no backup. */
export const idOf = (text: string): string =>
  z.uuid().safeParse(text).success ? text : '00000000-0000-0000-0000-000000000000'

async function backUp(ctx: Ctx, database: string): Promise<string> {
  const made = await makeBackup(ctx, { galaxyId: await requireSubject(ctx, database), reason: 'by-hand' })
  if (!made) return `${database} is being backed up by another process.`
  return `Backed up ${database}: ${made.id}, ${String(made.rows)} rows, ${String(made.bytes)} bytes, kept until ${dayOf(made.keptUntil.toISOString())}.`
}

async function list(ctx: Ctx, database: string | undefined): Promise<string> {
  const { items } = await listBackups(ctx, {
    page: 1,
    pageSize: 25,
    ...(database === undefined ? {} : { database }),
  })
  if (items.length === 0) return `There is no backup${database === PLATFORM_REF ? ' of the platform' : ''}.`
  return items
    .map((row) =>
      [
        row.id,
        (row.takenAt ?? row.startedAt).slice(0, 16).replace('T', ' '),
        row.status.padEnd(7),
        row.reason.padEnd(18),
        row.database,
        ...(row.error === null ? [] : [row.error]),
      ].join('  '),
    )
    .join('\n')
}

const dayOf = (moment: string): string => moment.slice(0, 10)
