import { Option, type Command } from 'commander'
import { SUBSCRIPTION_STATUSES } from '#server/domain/billing/subscription-status.ts'
import { QUEUE_NAMES } from '#server/domain/operations/failed-jobs.ts'
import { OPERATIONS } from '../api.ts'
import { paged, stateOf, waitForTask, type Cli, type Paging } from '../cli.ts'
import { examine } from '../examine.ts'
import { Failure } from '../failure.ts'
import { facts, money, size, table, when } from '../table.ts'

/** Jobs, money and archives. */
export function platformCommands(program: Command, cli: Cli): void {
  const jobs = program.command('jobs').description('jobs that failed and are not tried again')
  jobs
    .command('list')
    .description('the newest of each queue')
    .action(() => listJobs(cli))
  for (const how of ['retry', 'remove'] as const)
    jobs
      .command(how)
      .description(how === 'retry' ? 'run one again' : 'delete one; sweeps find again what it was for')
      .addArgument(jobs.createArgument('<queue>', 'of the job').choices(QUEUE_NAMES))
      .argument('<id>', 'of the job')
      .action(async (queue: string, id: string) => {
        await (await cli.api()).call(OPERATIONS.settleJob, { body: { queue, id, how } })
        cli.answer({ queue, id, how }, how === 'retry' ? 'It runs again.' : 'It is deleted.')
      })

  const billing = program.command('billing').description('what is paid')
  billing
    .command('revenue')
    .description('what is paid every month, and the last twelve months')
    .action(() => revenue(cli))
  paged(billing.command('subscriptions [text]'))
    .description('the newest first; of a region, an owner or a PayPal number, in full')
    .addOption(new Option('--status <status>', 'only those').choices(SUBSCRIPTION_STATUSES))
    .action((text: string | undefined, options: Paging & { status?: string }) =>
      subscriptions(cli, { text, ...options }),
    )

  const archives = program.command('archives').description('archives of regions that nobody pays for')
  paged(archives.command('list'))
    .description('those that are not over first')
    .action((options: Paging) => listArchives(cli, options))
  archives
    .command('retry <task-id>')
    .description('try again at once what is under way and failed')
    .action(async (taskId: string) => {
      await (await cli.api()).call(OPERATIONS.retryArchive, { path: { taskId } })
      cli.answer({ taskId }, 'It is tried again.')
    })
}

async function listJobs(cli: Cli): Promise<void> {
  const { jobs } = await (await cli.api()).call(OPERATIONS.jobs)
  if (jobs === null) throw new Failure('unavailable', 'The queue cannot be reached.')
  cli.answer(
    jobs,
    jobs.length === 0
      ? 'No job has failed.'
      : table(
          [
            ['QUEUE', ({ queue }) => queue],
            ['ID', ({ id }) => id],
            ['NAME', ({ name }) => name],
            ['TRIES', ({ attempts }) => attempts],
            ['FAILED', ({ failedAt }) => when(failedAt)],
          ],
          jobs,
        ),
  )
}

async function revenue(cli: Cli): Promise<void> {
  const { recurring, months } = await (await cli.api()).call(OPERATIONS.revenue)
  const lines = months.flatMap(({ month, received, failed, activeAtStart, ended }) =>
    received.map((sum) => ({ ...{ month, failed, activeAtStart, ended }, ...sum })),
  )
  cli.answer(
    { recurring, months },
    [
      recurring.length === 0
        ? 'Nobody pays yet.'
        : table(
            [
              ['PLAN', ({ name }) => name],
              ['SUBSCRIPTIONS', ({ subscriptions: number }) => number],
              ['A MONTH', ({ amountMinor, currency }) => money(amountMinor, currency)],
              ['OWED', ({ owingMinor, currency }) => money(owingMinor, currency)],
            ],
            recurring,
          ),
      ...(lines.length === 0
        ? []
        : [
            table(
              [
                ['MONTH', ({ month }) => month],
                ['RECEIVED', ({ paidMinor, currency }) => money(paidMinor, currency)],
                ['RETURNED', ({ returnedMinor, currency }) => money(returnedMinor, currency)],
                ['FEES', ({ feeMinor, currency }) => money(feeMinor, currency)],
                ['FAILED', ({ failed }) => failed],
                ['PAID AT ITS START', ({ activeAtStart }) => activeAtStart],
                ['ENDED', ({ ended }) => ended],
              ],
              lines,
            ),
          ]),
    ].join('\n\n'),
  )
}

async function subscriptions(
  cli: Cli,
  query: Paging & { text: string | undefined; status?: string },
): Promise<void> {
  const page = await (await cli.api()).call(OPERATIONS.subscriptions, { query })
  cli.page(
    page,
    table(
      [
        ['ID', ({ id }) => id],
        ['PLAN', ({ plan }) => plan],
        ['STATUS', ({ status }) => status],
        ['OWNER', ({ owner }) => owner.callsign],
        ['REGION', ({ region }) => region && region.name],
        ['A MONTH', ({ amountMinor, currency }) => money(amountMinor, currency)],
        ['PAID UNTIL', ({ paidThrough }) => when(paidThrough)],
      ],
      page.items,
    ),
  )
}

async function listArchives(cli: Cli, query: Paging): Promise<void> {
  const page = await (await cli.api()).call(OPERATIONS.archives, { query })
  cli.page(
    page,
    table(
      [
        ['REGION', ({ region }) => region.name],
        ['STATUS', ({ region }) => region.status],
        ['FROZEN', ({ frozenAt }) => when(frozenAt)],
        ['PROVED', ({ provedAt }) => when(provedAt)],
        ['SIZE', ({ bytes }) => size(bytes)],
        ['KEPT UNTIL', ({ keptUntil }) => when(keptUntil)],
        ['OUTCOME', ({ outcome }) => outcome],
        [
          'UNDER WAY',
          ({ underWay }) => underWay && `${underWay.step}, ${underWay.progress}%: ${underWay.taskId}`,
        ],
      ],
      page.items,
    ),
  )
}

export function watchCommands(program: Command, cli: Cli): void {
  program
    .command('status')
    .description('what everybody sees of the platform')
    .action(async () => {
      const status = await (await cli.stranger()).call(OPERATIONS.status)
      cli.answer(
        status,
        facts([
          ['State', status.state],
          ...status.components.map(({ name, state }): [string, string] => [name, state]),
          ['Open regions', status.regions.open],
          ['Away', status.regions.away.map(({ name }) => name).join(', ') || null],
          ['Open incidents', status.openIncidents.map(({ title }) => title).join(', ') || null],
        ]),
      )
    })
  program
    .command('task <task-id>')
    .description('long work, and how far it is')
    .option('--wait', 'until it is over', false)
    .action(async (taskId: string, { wait }: { wait: boolean }) => {
      const api = await cli.api()
      const task = wait
        ? await waitForTask(cli, api, taskId)
        : await api.call(OPERATIONS.task, { path: { taskId } })
      cli.answer(task, stateOf(task))
    })
  program
    .command('doctor')
    .description('looks for what is wrong: with this log-in, the platform, its queues and its backups')
    .action(() => doctor(cli))
}

/** Further apart, times that are shown mislead. */
const CLOCK_OFF_MS = 60_000

async function doctor(cli: Cli): Promise<void> {
  const { time } = await (await cli.stranger()).call(OPERATIONS.health)
  const clockOff = Math.abs(Date.parse(time) - cli.terminal.now())
  const api = await cli.api()
  const { role, callsign } = await api.call(OPERATIONS.me)
  if (role !== 'admin')
    throw new Failure(
      'forbidden',
      `The platform answers. The rest is for administrators, and ${callsign} acts as none.`,
    )
  const essentials = await api.call(OPERATIONS.essentials)
  const { jobs } = await api.call(OPERATIONS.jobs)
  const findings = [
    {
      check: 'clock',
      isGood: clockOff < CLOCK_OFF_MS,
      found: `${Math.round(clockOff / 1000)} s apart from the platform’s`,
    },
    ...examine(essentials, jobs),
  ]
  cli.answer(
    findings,
    findings
      .map(({ check, isGood, found }) => `${isGood ? 'ok   ' : 'CHECK'}  ${check}: ${found}`)
      .join('\n'),
  )
  const wrong = findings.filter(({ isGood }) => !isGood)
  if (wrong.length > 0)
    throw new Failure('failed', `To be checked: ${wrong.map(({ check }) => check).join(', ')}.`)
}
