import { Option, type Command } from 'commander'
import { DISTRICT_TYPES } from '#server/domain/galaxy/district-types.ts'
import { OPERATIONS, type Answer } from '../api.ts'
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
  const body = {
    ...{ forceRegenerate: force, preservePlayerData: !dropPlayerData },
    ...{ districts: district, seed },
  }
  const foreseen =
    force || dryRun ? await api.call(OPERATIONS.generateNexus, { body: { ...body, dryRun: true } }) : null
  const text = foreseen?.preview ? previewText(foreseen.preview, { dropPlayerData }) : foreseen?.message
  if (dryRun) {
    cli.answer(foreseen, text ?? '')
    return
  }
  if (foreseen) {
    cli.terminal.say(text ?? '')
    const what = district
      ? `These districts are replaced: ${district.join(', ')}.`
      : 'The whole Nexus is replaced.'
    await confirmed(cli, { name: 'nexus', given: confirm, what })
  }
  const generation = await api.call(OPERATIONS.generateNexus, {
    // What was shown is what is made.
    body: { ...body, seed: seed ?? foreseen?.preview?.seed },
  })
  const { taskId, message } = generation
  if (!wait || taskId === null) {
    cli.answer(generation, message)
    return
  }
  const done = await waitForTask(cli, api, taskId)
  cli.answer(done, 'The Nexus is ready.')
}

type Preview = NonNullable<Answer<'Generation'>['preview']>
type Counts = Preview['changes'][number]['sectors']

/** The seed, what changes in each district, and what players lose or keep. */
function previewText(
  { seed, changes, ownedPorts, ownedPlanets, pilots }: Preview,
  { dropPlayerData }: { dropPlayerData: boolean },
): string {
  const cell = ({ added, removed, changed }: Counts) => `+${added} −${removed} ~${changed}`
  const held = [
    ...ownedPorts.map(({ name, sectorId, owner }) => ({ what: `port ${name}`, sectorId, of: owner })),
    ...ownedPlanets.map(({ name, sectorId, owner }) => ({ what: `planet ${name}`, sectorId, of: owner })),
    ...pilots.map(({ callsign, sectorId }) => ({ what: 'a pilot', sectorId, of: callsign })),
  ]
  return [
    `Seed ${seed}. The same seed makes the same: --seed ${seed}`,
    table<Preview['changes'][number]>(
      [
        ['DISTRICT', ({ district }) => district],
        ['SECTORS', ({ sectors }) => cell(sectors)],
        ['WARPS', ({ warps }) => cell(warps)],
        ['PORTS', ({ ports }) => cell(ports)],
        ['PLANETS', ({ planets }) => cell(planets)],
      ],
      changes,
    ),
    ...(held.length === 0
      ? []
      : [
          dropPlayerData ? 'Players there, and what they lose:' : 'Players there, and what they keep:',
          table(
            [
              ['WHAT', ({ what }) => what],
              ['SECTOR', ({ sectorId }) => sectorId],
              ['OF', ({ of }) => of],
            ],
            held,
          ),
        ]),
  ].join('\n\n')
}
