import { type Command } from 'commander'
import { OPERATIONS, type Answer, type Api } from '../api.ts'
import { confirmed, paged, waitFor, waitForTask, type Cli, type Paging } from '../cli.ts'
import { Failure } from '../failure.ts'
import { facts, size, table, when } from '../table.ts'

export function backupCommands(program: Command, cli: Cli): void {
  const backup = program.command('backup').description('backups: of the platform, the Nexus and regions')
  paged(backup.command('list [database]'))
    .description('the catalogue, newest first; of platform, nexus or a region')
    .action((database: string | undefined, options: Paging) => list(cli, { database, ...options }))
  backup
    .command('make <database>')
    .description('back up platform, nexus or a region')
    .option('--wait', 'until the backup is there', false)
    .action((database: string, { wait }: { wait: boolean }) => backUp(cli, database, { wait }))
  restoreOptions(backup.command('restore <backup-id>'))
    .description('restore a galaxy from a backup')
    .action((backupId: string, options: RestoreOptions) => restore(cli, backupId, options))
}

async function list(cli: Cli, query: Paging & { database: string | undefined }): Promise<void> {
  const page = await (await cli.api()).call(OPERATIONS.backups, { query })
  cli.page(
    page,
    table(
      [
        ['ID', ({ id }) => id],
        ['DATABASE', ({ database }) => database],
        ['TAKEN', ({ takenAt }) => when(takenAt)],
        ['REASON', ({ reason }) => reason],
        ['STATUS', ({ status, error }) => (error === null ? status : `${status}: ${error}`)],
        ['SIZE', ({ bytes }) => size(bytes)],
        ['KEPT UNTIL', ({ keptUntil }) => when(keptUntil)],
      ],
      page.items,
    ),
  )
}

type Backup = Answer<'BackupPage'>['items'][number]

const newestOf = async (api: Api, database: string) =>
  (await api.call(OPERATIONS.backups, { query: { database, pageSize: 10 } })).items.filter(
    ({ reason }) => reason === 'by-hand',
  )

/** A worker that does not begin for so long has something else to be looked at. */
const BEGINS_WITHIN_MS = 10 * 60_000

/** Books a backup and, if asked, waits until it is there. */
export async function backUp(cli: Cli, database: string, { wait }: { wait: boolean }): Promise<void> {
  const api = await cli.api()
  const before = new Set((await newestOf(api, database)).map(({ id }) => id))
  await api.call(OPERATIONS.backUp, { body: { database } })
  if (!wait) {
    cli.answer({ database, status: 'queued' }, `The backup of ${database} is queued.`)
    return
  }
  const askedAt = cli.terminal.now()
  const made = await waitFor<Backup>(cli, async () => {
    const mine = (await newestOf(api, database)).find(({ id }) => !before.has(id))
    if (!mine && cli.terminal.now() - askedAt > BEGINS_WITHIN_MS)
      throw new Failure('failed', 'It has not begun for ten minutes. Look at: sectorwars doctor')
    if (!mine) return { state: 'queued' }
    return mine.status === 'running' ? { state: 'running' } : { answer: mine }
  })
  if (made.status === 'failed') throw new Failure('failed', made.error ?? 'The backup failed.')
  cli.answer(made, `Backed up ${database}: ${made.id}, ${size(made.bytes) ?? ''}`)
}

export type RestoreOptions = { wait: boolean; dryRun: boolean; confirm?: string }

export const restoreOptions = (command: Command): Command =>
  command
    .option('--dry-run', 'say what it would undo, and do nothing', false)
    .option('--confirm <name>', 'the name of what is restored')
    .option('--wait', 'until it is restored', false)

/** @param expected the region that it has to be of. @throws Failure */
export async function restore(
  cli: Cli,
  backupId: string,
  { wait, dryRun, confirm, expected }: RestoreOptions & { expected?: string },
): Promise<void> {
  const api = await cli.api()
  const preview = await api.call(OPERATIONS.previewRestore, { path: { backupId } })
  const { name, lost, kept, against } = preview
  if (expected !== undefined && expected !== name)
    throw new Failure('usage', `This is a backup of ${name}, not of ${expected}.`)
  const text = facts([
    ['Galaxy', name],
    ['As it was at', when(preview.takenAt)],
    ['Trades undone', lost && lost.trades],
    ['Postings undone', lost && lost.postings],
    ['Brought in again', `${kept.crossings} crossings, ${kept.newcomers} newcomers, ${kept.orders} orders`],
    ['Against it', against],
  ])
  if (dryRun) {
    cli.answer(preview, text)
    return
  }
  if (against !== null) throw new Failure('failed', against)
  cli.terminal.say(text)
  await confirmed(cli, { name, given: confirm, what: `${name} goes back to that moment.` })
  const task = await api.call(OPERATIONS.restore, { path: { backupId }, body: { confirmation: name } })
  if (!wait) {
    cli.answer(task, `The restore of ${name} is queued: ${task.taskId}`)
    return
  }
  const done = await waitForTask(cli, api, task.taskId)
  cli.answer(done, `${name} is restored.`)
}
