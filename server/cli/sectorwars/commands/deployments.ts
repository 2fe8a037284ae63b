import { Option, type Command } from 'commander'
import { MOVE_TARGETS, RESOURCE_BOUNDS, type MoveTarget } from '#server/domain/deployments/deployment.ts'
import { OPERATIONS, type Answer, type Operation } from '../api.ts'
import { confirmed, waitForTask, wholeNumber, type Cli } from '../cli.ts'
import { Failure } from '../failure.ts'
import { facts, when } from '../table.ts'

type Waiting = { wait: boolean }
type Changing = Waiting & { dryRun: boolean }
type Resources = { cpu?: number; memory?: number; disk?: number }

const waiting = (command: Command): Command =>
  command.option('--wait', 'until it is as it was asked for', false)
const changing = (command: Command): Command =>
  waiting(command).option('--dry-run', 'say what it would come to, and do nothing', false)
const bounds = ({ min, max }: { min: number; max: number }) => `${min} to ${max}`
const withResources = (command: Command): Command =>
  command
    .option('--cpu <number>', `processors of its server, ${bounds(RESOURCE_BOUNDS.cpu)}`, wholeNumber)
    .option('--memory <gigabytes>', `memory of its server, ${bounds(RESOURCE_BOUNDS.memoryGb)}`, wholeNumber)

/** How regions are served: by the platform's processes, or by servers of their own. @param program knows the first verb without “regions”. */
export function deploymentCommands(regions: Command, program: Command, cli: Cli): void {
  for (const parent of [regions, program])
    changing(withResources(parent.command('scale <name>', { hidden: parent === program })))
      .description('give its own server other resources')
      .addOption(
        new Option('--disk <gigabytes>', 'no driver of this platform limits it').argParser(wholeNumber),
      )
      .action((name: string, { wait, dryRun, ...resources }: Changing & Resources) => {
        if (Object.keys(resources).length === 0) throw new Failure('usage', 'Say what: --cpu, --memory.')
        return change(cli, name, OPERATIONS.scaleRegion, { wait, dryRun, asked: resources })
      })
  changing(withResources(regions.command('move <name>')))
    .description('have it served by a server of its own, or by the platform')
    .addOption(new Option('--to <place>', 'which').choices(MOVE_TARGETS).makeOptionMandatory())
    .action((name: string, { wait, dryRun, ...asked }: Changing & Resources & { to: MoveTarget }) =>
      change(cli, name, OPERATIONS.moveRegion, { wait, dryRun, asked }),
    )
  changing(regions.command('suspend <name>'))
    .description('close its galaxy until it is resumed; government goes on')
    .option('--confirm <name>', 'the name of the region')
    .action((name: string, { wait, dryRun, confirm }: Changing & { confirm?: string }) =>
      change(cli, name, OPERATIONS.suspendRegion, {
        ...{ wait, dryRun, asked: { suspended: true } },
        confirm: (planned) =>
          confirmed(cli, {
            name: planned,
            given: confirm,
            what: `Nobody can play in ${planned} from then on.`,
          }),
      }),
    )
  changing(regions.command('resume <name>'))
    .description('open its galaxy again')
    .action((name: string, { wait, dryRun }: Changing) =>
      change(cli, name, OPERATIONS.resumeRegion, { wait, dryRun, asked: { suspended: false } }),
    )
  waiting(regions.command('provision <name>'))
    .description('build it, where its build has failed')
    .action((name: string, { wait }: Waiting) => provision(cli, name, wait))
}

type Asked = Resources & { to?: MoveTarget; suspended?: boolean }
type Plan = Answer<'DeploymentPlan'>

async function change(
  cli: Cli,
  name: string,
  operation: Operation<'Operation'>,
  options: Changing & { asked: Asked; confirm?: (name: string) => Promise<void> },
): Promise<void> {
  const { wait, dryRun, asked, confirm } = options
  const api = await cli.api()
  const plan = await api.call(OPERATIONS.planDeployment, { path: { name }, query: asked })
  if (dryRun) {
    cli.answer(plan, planText(plan))
    return
  }
  if (plan.against !== null) throw new Failure('failed', plan.against)
  cli.terminal.say(planText(plan))
  await confirm?.(plan.name)
  const { suspended, ...resources } = asked
  const body = suspended === true ? { confirmation: plan.name } : resources
  const task = await api.call(operation, { path: { name: plan.name }, body })
  if (!wait) {
    cli.answer(task, `It is under way: ${task.taskId}`)
    return
  }
  cli.answer(await waitForTask(cli, api, task.taskId), `${plan.name} is as it was asked for.`)
}

async function provision(cli: Cli, name: string, wait: boolean): Promise<void> {
  const api = await cli.api()
  const task = await api.call(OPERATIONS.provisionRegion, { path: { name } })
  if (!wait) {
    cli.answer(task, `${name} is being built: ${task.taskId}`)
    return
  }
  cli.answer(await waitForTask(cli, api, task.taskId), `${name} is built.`)
}

const planText = ({ displayName, before, after, effects, against }: Plan): string =>
  facts([
    ['Region', displayName],
    ['Now', servedText(before)],
    ['Then', after && servedText(after)],
    ...effects.map((text): [string, string] => ['Effect', text]),
    ['Against it', against],
  ])

const servedText = ({ servedBy, resources, isSuspended }: Plan['before']): string =>
  [SERVED[servedBy], resourceText(resources), isSuspended ? 'suspended' : null].filter(Boolean).join(', ')

const SERVED = {
  shared: 'the platform',
  own: 'a server of its own',
  elsewhere: 'a process of the operator',
} as const satisfies Record<Plan['before']['servedBy'], string>

const resourceText = (resources: Plan['before']['resources']): string | null =>
  resources && `${resources.cpu} cpu, ${resources.memoryGb} GB`

/** How a region is served, for the facts of one. */
export function deploymentFacts({ galaxy, deployment }: Answer<'AdminRegion'>): [string, string | null][] {
  const { servedBy, resources, suspendedAt, state, stateSince, isReached, host, restarts, error } = deployment
  const address = galaxy?.endpoint ?? null
  return [
    ['Served by', galaxy && [SERVED[servedBy], resourceText(resources), address].filter(Boolean).join(', ')],
    ['Suspended', suspendedAt && `since ${when(suspendedAt) ?? ''}`],
    [
      'Found',
      state && `${state} since ${when(stateSince) ?? ''}${isReached ? '' : ', not yet as asked for'}`,
    ],
    ['Host', host && `${host}, started again ${restarts} times`],
    ['Last failure', error],
  ]
}
