import { Option, type Command } from 'commander'
import { DISTRICT_TYPES } from '#server/domain/galaxy/district-types.ts'
import { OPERATIONS } from '../api.ts'
import { confirmed, waitForTask, type Cli } from '../cli.ts'
import { facts, table, when } from '../table.ts'

type Generate = {
  force: boolean
  district?: string[]
  seed?: string
  dropPlayerData: boolean
  dryRun: boolean
  confirm?: string
  wait: boolean
}

export function nexusCommands(program: Command, cli: Cli): void {
  const nexus = program.command('nexus').description('the Central Nexus')
  nexus
    .command('status')
    .description('whether it stands, and what is under way')
    .action(() => status(cli))
  nexus
    .command('stats')
    .description('the Nexus in figures')
    .action(() => stats(cli))
  nexus
    .command('districts')
    .description('its ten districts')
    .action(() => districts(cli))
  nexus
    .command('generate')
    .description('make the Nexus, or replace it')
    .option('--force', 'replace the one that stands', false)
    .addOption(new Option('--district <type...>', 'only these').choices(DISTRICT_TYPES))
    .option('--seed <seed>', 'the same seed makes the same Nexus')
    .option('--drop-player-data', 'also what players own there', false)
    .option('--dry-run', 'say what would change, and do nothing', false)
    .option('--confirm <name>', '“nexus”, where one is replaced')
    .option('--wait', 'until it stands', false)
    .action((options: Generate) => generate(cli, options))
}

async function status(cli: Cli): Promise<void> {
  const nexus = await (await cli.api()).call(OPERATIONS.nexusStatus)
  cli.answer(
    nexus,
    facts([
      ['Status', nexus.status],
      ['Generated', when(nexus.generatedAt)],
      ['Version', nexus.version],
      ['Sectors', nexus.totalSectors],
      ['Ports', nexus.totalPorts],
      ['Planets', nexus.totalPlanets],
      ['Under way', nexus.job && `${nexus.job.status}: ${nexus.job.step}, ${nexus.job.progress}%`],
    ]),
  )
}

async function stats(cli: Cli): Promise<void> {
  const nexus = await (await cli.api()).call(OPERATIONS.nexusStats)
  cli.answer(
    nexus,
    facts([
      ['Sectors', nexus.totalSectors],
      ['Ports', nexus.totalPorts],
      ['Planets', nexus.totalPlanets],
      ['Warp gates', nexus.totalWarpGates],
      ['Active players', nexus.activePlayers],
      ['Traffic of a day', nexus.dailyTraffic],
    ]),
  )
}

async function districts(cli: Cli): Promise<void> {
  const list = await (await cli.api()).call(OPERATIONS.districts)
  cli.answer(
    list,
    table(
      [
        ['TYPE', ({ districtType }) => districtType],
        ['SECTORS', ({ sectorRange }) => sectorRange.join('–')],
        ['PORTS', ({ portsCount }) => portsCount],
        ['PLANETS', ({ planetsCount }) => planetsCount],
        ['SECURITY', ({ securityLevel }) => securityLevel],
        ['DEVELOPMENT', ({ developmentLevel }) => developmentLevel],
        ['TRAFFIC', ({ currentTraffic }) => currentTraffic],
      ],
      list,
    ),
  )
}

async function generate(cli: Cli, options: Generate): Promise<void> {
  const { force, district, seed, dropPlayerData, dryRun, confirm, wait } = options
  const api = await cli.api()
  if (force && !dryRun)
    await confirmed(cli, { name: 'nexus', given: confirm, what: 'The Nexus that stands is replaced.' })
  const body = {
    ...{ forceRegenerate: force, preservePlayerData: !dropPlayerData, dryRun },
    ...{ districts: district, seed },
  }
  const generation = await api.call(OPERATIONS.generateNexus, { body })
  const { taskId, preview, message } = generation
  if (preview) {
    cli.answer(generation, changesText(preview.changes))
    return
  }
  if (!wait || taskId === null) {
    cli.answer(generation, message)
    return
  }
  const done = await waitForTask(cli, () => api.call(OPERATIONS.task, { path: { taskId } }))
  cli.answer(done, 'The Nexus stands.')
}

type Counts = { added: number; removed: number; changed: number }
type Change = { district: string } & Record<'sectors' | 'warps' | 'ports' | 'planets', Counts>

const changesText = (changes: readonly Change[]): string => {
  const cell = ({ added, removed, changed }: Counts) => `+${added} −${removed} ~${changed}`
  return table<Change>(
    [
      ['DISTRICT', ({ district }) => district],
      ['SECTORS', ({ sectors }) => cell(sectors)],
      ['WARPS', ({ warps }) => cell(warps)],
      ['PORTS', ({ ports }) => cell(ports)],
      ['PLANETS', ({ planets }) => cell(planets)],
    ],
    changes,
  )
}
