import { Option, type Command } from 'commander'
import { PAGE_SIZE_DEFAULT, PAGE_SIZE_MAX } from '#server/domain/paging.ts'
import { PLAYER_STATES } from '#server/domain/identity/player-acts.ts'
import { type Api, OPERATIONS } from '../api.ts'
import { wholeNumber, type Cli } from '../cli.ts'
import { Failure } from '../failure.ts'
import { table, when } from '../table.ts'

type List = { state?: string; after?: string; pageSize: number }
type Suspend = { reason: string; text: string; days?: number }

export function userCommands(program: Command, cli: Cli): void {
  const users = program.command('users').description('accounts')
  users
    .command('list [text]')
    .description(
      'by callsign; with a text those whose callsign or address begins with it, or else contains it',
    )
    .addOption(new Option('--state <state>', 'only those').choices(PLAYER_STATES))
    .option('--after <callsign>', 'go on after this one')
    .option(
      '--page-size <number>',
      `entries on a page, at most ${PAGE_SIZE_MAX}`,
      wholeNumber,
      PAGE_SIZE_DEFAULT,
    )
    .action((text: string | undefined, options: List) => list(cli, text, options))
  users
    .command('suspend <callsign>')
    .description('suspend an account')
    .requiredOption('--reason <text>', 'for the audit log')
    .requiredOption('--text <text>', 'what the player reads')
    .option('--days <number>', 'number of days; otherwise until it is lifted', wholeNumber)
    .action(async (callsign: string, { reason, text, days }: Suspend) => {
      const api = await cli.api()
      const userId = await idOf(api, callsign)
      await api.call(OPERATIONS.suspend, { path: { userId }, body: { reason, text, days: days ?? null } })
      cli.answer({ callsign, suspended: true }, `${callsign} is suspended.`)
    })
  users
    .command('lift <callsign>')
    .description('end a suspension')
    .requiredOption('--reason <text>', 'for the audit log')
    .action(async (callsign: string, { reason }: { reason: string }) => {
      const api = await cli.api()
      const userId = await idOf(api, callsign)
      await api.call(OPERATIONS.liftSuspension, { path: { userId }, body: { reason } })
      cli.answer({ callsign, suspended: false }, `${callsign} is not suspended any more.`)
    })
}

async function list(cli: Cli, text: string | undefined, options: List): Promise<void> {
  const players = await (await cli.api()).call(OPERATIONS.players, { query: { text, ...options } })
  cli.answer(
    players,
    players.items.length === 0
      ? 'Nobody.'
      : table(
          [
            ['CALLSIGN', ({ callsign }) => callsign],
            ['E-MAIL ADDRESS', ({ email }) => email],
            ['ROLE', ({ role }) => role],
            ['STATE', ({ isConfirmed, suspension }) => stateOf(isConfirmed, suspension)],
            ['SINCE', ({ createdAt }) => when(createdAt)],
            ['LAST SEEN', ({ lastSeenAt }) => when(lastSeenAt)],
          ],
          players.items,
        ),
  )
  if (players.next !== null) cli.terminal.say(`More: --after ${players.next}`)
}

function stateOf(isConfirmed: boolean, suspension: { until: string | null } | null): string {
  if (suspension)
    return suspension.until === null ? 'suspended' : `suspended until ${when(suspension.until) ?? ''}`
  return isConfirmed ? 'active' : 'unconfirmed'
}

/** Acts are of one account: a text that several begin with is none. @throws Failure */
async function idOf(api: Api, callsign: string): Promise<string> {
  for (let after: string | undefined; ;) {
    const query = { text: callsign, pageSize: PAGE_SIZE_MAX, after }
    const { items, next } = await api.call(OPERATIONS.players, { query })
    const one = items.find((player) => player.callsign.toLowerCase() === callsign.toLowerCase())
    if (one) return one.id
    if (next === null) throw new Failure('not-found', `There is no account “${callsign}”.`)
    after = next
  }
}
