import { z } from 'zod'
import { PLATFORM_REF } from '#server/domain/backups/backup-kinds.ts'
import { type Ctx } from '../services/context.ts'
import { listBackups } from '../services/backups/list-backups.ts'
import { makeBackup } from '../services/backups/make-backup.ts'
import { requireSubject } from '../services/backups/require-subject.ts'
import { requestRestore } from '../services/backups/request-restore.ts'
import { restoreGalaxy } from '../services/backups/restore-galaxy.ts'
import { runDrill } from '../services/backups/run-drill.ts'
import { verifyBackup } from '../services/backups/verify-backup.ts'
import { StartRefusal } from '../start-refusal.ts'

export const BACKUP_USAGE = `  backup <platform|nexus|region>    backs up one database now
  backups [platform|nexus|region]   the newest 25 backups, with their ids
  verify <backup>               reads a backup to its end and compares it with the catalogue
  restore <backup> <region|nexus>   restores a galaxy; its name is asked again so that it is not another's
  drill                         restores the newest backups of the platform and a random region for practice`

type Command = (ctx: Ctx) => Promise<string>

/** The commands about backups; null for other ones. */
export function backupCommand(
  command: string | undefined,
  subject: string | undefined,
  confirmation: string | undefined,
): Command | null {
  if (command === 'restore' && subject !== undefined && confirmation !== undefined)
    return (ctx) => restore(ctx, idOf(subject), confirmation)
  if (confirmation !== undefined) return null
  if (command === 'drill' && subject === undefined) return drill
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

/** Runs it here, whether the game runs or not, and says how it ended. */
async function restore(ctx: Ctx, backupId: string, confirmation: string): Promise<string> {
  const { taskId } = await requestRestore(ctx, { backupId, confirmation })
  const outcome = await restoreGalaxy(ctx, { operationId: taskId })
  if (outcome === 'restored') return `Restored ${confirmation}. What it replaced is kept for seven days.`
  if (outcome === 'failed') throw new StartRefusal(`${confirmation} was not restored. The log says why.`)
  return `A worker restores ${confirmation}. Administration › Backups shows how far it is.`
}

async function drill(ctx: Ctx): Promise<string> {
  const drilled = await runDrill(ctx)
  return drilled.map(({ kind, error }) => `${kind}: ${error ?? 'restored, and all is there.'}`).join('\n')
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
