import { type Command } from 'commander'
import { OPERATIONS } from '../api.ts'
import { type Cli } from '../cli.ts'
import { Failure } from '../failure.ts'
import { DEFAULT_URL, logIn, logOut, requireSafe } from '../session.ts'
import { facts } from '../table.ts'

type Given = { url: string; email?: string; code?: string; passwordStdin: boolean }

export function accountCommands(program: Command, cli: Cli): void {
  const { terminal } = cli
  program
    .command('login')
    .description('log in; the password is asked for and not kept')
    .option('--url <address>', 'of the platform (SECTORWARS_URL)', terminal.env.SECTORWARS_URL ?? DEFAULT_URL)
    .option('--email <address>', 'of the account')
    .option('--code <code>', 'of the second factor, where the account has one')
    .option('--password-stdin', 'read the password from standard input', false)
    .action(async (given: Given) => {
      requireSafe(given.url)
      const email = given.email ?? (await asked(cli, 'E-mail address: ', '--email'))
      const password = given.passwordStdin
        ? (await terminal.readAll()).replace(/\r?\n$/, '')
        : await asked(cli, 'Password: ', '--password-stdin', { isSecret: true })
      const { callsign, url } = await withCode(cli, { ...given, email, password })
      cli.answer({ callsign, url }, `Logged in at ${url} as ${callsign}.`)
    })

  program
    .command('logout')
    .description('end the log-in, here and at the platform')
    .action(async () => {
      const ended = await logOut(terminal, cli.profileName())
      if (ended === null) throw new Failure('not-found', 'Nobody is logged in here.')
      cli.answer(ended, 'Logged out.')
      if (!ended.isRevoked)
        terminal.say('The platform did not answer: end this program under “Log-ins and programs” there.')
    })

  program
    .command('whoami')
    .description('who is logged in, and where')
    .action(async () => {
      const account = await (await cli.api()).call(OPERATIONS.me)
      const { callsign, email, role } = account
      cli.answer(
        account,
        facts([
          ['Callsign', callsign],
          ['E-mail address', email],
          ['Role', role],
        ]),
      )
    })
}

/** Asks for the code of the second factor once it is known that the account has one. */
async function withCode(cli: Cli, given: Given & { email: string; password: string }) {
  const { url, email, password, code } = given
  const name = cli.profileName()
  try {
    return await logIn(cli.terminal, { name, url, email, password, ...(code !== undefined && { code }) })
  } catch (error) {
    const isAsked = error instanceof Failure && error.reason === 'code-needed' && code === undefined
    if (!isAsked || cli.terminal.ask === null) throw error
    const typed = await cli.terminal.ask('Code of your app, or a recovery code: ')
    return logIn(cli.terminal, { name, url, email, password, code: typed })
  }
}

async function asked(
  cli: Cli,
  question: string,
  option: string,
  how?: { isSecret: boolean },
): Promise<string> {
  if (cli.terminal.ask === null) throw new Failure('usage', `Nobody is there to be asked. Use ${option}.`)
  return cli.terminal.ask(question, how)
}
