import { Option, type Command } from 'commander'
import { REGION_STATUSES } from '#server/domain/regions/region-status.ts'
import { OPERATIONS } from '../api.ts'
import { paged, type Cli, type Paging } from '../cli.ts'
import { facts, table, when } from '../table.ts'
import { deploymentCommands, deploymentFacts } from './deployments.ts'
import { backUp, restore, restoreOptions, type RestoreOptions } from './backups.ts'

export function regionCommands(program: Command, cli: Cli): void {
  const regions = program.command('regions').description('regions, in whatever status')
  // The first two are also known without “regions”.
  for (const parent of [regions, program]) {
    const isShort = parent === program
    paged(parent.command('list [text]', { hidden: isShort }))
      .description('regions by name; with a text those whose name begins with it')
      .addOption(new Option('--status <status>', 'only those').choices(REGION_STATUSES))
      .action((text: string | undefined, options: Paging & { status?: string }) =>
        list(cli, { text, ...options }),
      )
    parent
      .command('show <name>', { hidden: isShort })
      .description('one region: its galaxy, its subscription and what is under way')
      .action((name: string) => show(cli, name))
  }
  deploymentCommands(regions, program, cli)
  regions
    .command('backup <name>')
    .description('back its galaxy up')
    .option('--wait', 'until the backup is there', false)
    .action((name: string, { wait }: { wait: boolean }) => backUp(cli, name, { wait }))
  restoreOptions(regions.command('restore <name> <backup-id>'))
    .description('restore its galaxy from a backup')
    .action((name: string, backupId: string, options: RestoreOptions) =>
      restore(cli, backupId, { ...options, expected: name }),
    )
}

async function list(cli: Cli, query: Paging & { text: string | undefined; status?: string }): Promise<void> {
  const page = await (await cli.api()).call(OPERATIONS.regions, { query })
  cli.page(
    page,
    table(
      [
        ['NAME', ({ name }) => name],
        ['STATUS', ({ status }) => status],
        ['SINCE', ({ statusChangedAt }) => when(statusChangedAt)],
        ['CITIZENS', ({ citizens }) => citizens],
        ['OWNER', ({ owner }) => owner.callsign],
        ['DISPLAY NAME', ({ displayName }) => displayName],
      ],
      page.items,
    ),
  )
}

async function show(cli: Cli, name: string): Promise<void> {
  const region = await (await cli.api()).call(OPERATIONS.region, { path: { name } })
  const { galaxy, subscription, underWay } = region
  cli.answer(
    region,
    facts([
      ['Name', region.name],
      ['Display name', region.displayName],
      ['Id', region.id],
      ['Status', `${region.status} since ${when(region.statusChangedAt)}`],
      ['Owner', region.owner.callsign],
      ['Citizens', region.citizens],
      ['Tier', region.tier],
      [
        'Subscription',
        subscription && `${subscription.status}, paid until ${when(subscription.paidThrough) ?? '–'}`,
      ],
      ['Galaxy', galaxy && `${galaxy.database}, ${galaxy.status}${awayText(galaxy.awaySince)}`],
      ...deploymentFacts(region),
      ['Backed up', galaxy && when(galaxy.backedUpAt)],
      ...underWay.map((task): [string, string] => [
        'Under way',
        `${task.kind}: ${task.step}, ${task.progress}%${task.error === null ? '' : `, ${task.error}`}`,
      ]),
    ]),
  )
}

const awayText = (since: string | null): string => (since === null ? '' : `, away since ${when(since) ?? ''}`)
