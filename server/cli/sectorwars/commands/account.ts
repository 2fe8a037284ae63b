import { type Command } from 'commander'
import { OPERATIONS } from '../api.ts'
import { type Cli } from '../cli.ts'
import { Failure } from '../failure.ts'
import { profileFile, readProfile, requireWritable } from '../profiles.ts'
import { logIn, logOut, requireSafe } from '../session.ts'
import { facts } from '../table.ts'

type Given = { url?: string; email?: string; code?: string; passwordStdin: boolean }

export function accountCommands(program: Command, cli: Cli): void {
  const { terminal } = cli
  program
    .command('login')
    .description('log in; the password is asked for and not kept')
    .option('--url <address>', 'of the platform (SECTORWARS_URL); otherwise that of the last log-in')
    .option('--email <address>', 'of the account')
    .option(
      '--code <code>',
      'of the second factor; other users of this machine may see it, so let it be asked for',
    )
    .option('--password-stdin', 'read the password from standard input', false)
    .action(async (given: Given) => {
      const file = profileFile(terminal.env, cli.profileName())
      // A file that others may read is written anew.
      const former = await readProfile(file).catch(() => null)
      const url = given.url ?? (terminal.env.SECTORWARS_URL || former?.url)
      if (url === undefined) throw new Failure('usage', 'Say where the platform is: --url https://…')
      requireSafe(url)
      await requireWritable(file)
      if (given.passwordStdin && terminal.ask !== null)
        throw new Failure(
          'usage',
          '--password-stdin is for programs. Leave it out, and you are asked for the password.',
        )
      terminal.say(`Logging in at ${new URL(url).origin}.`)
      const email = given.email ?? (await asked(cli, 'E-mail address: ', '--email'))
      const password = given.passwordStdin
        ? (await terminal.readAll()).replace(/\r?\n$/, '')
        : await asked(cli, 'Password: ', '--password-stdin', { isSecret: true })
      const profile = await withCode(cli, { ...given, url, email, password })
      const { callsign } = profile
      cli.answer({ callsign, url: profile.url }, `Logged in at ${profile.url} as ${callsign}.`)
    })

  program
    .command('logout')
    .description('end the log-in, here and at the platform')
    .action(async () => {
      const ended = await logOut(terminal, cli.profileName())
      if (ended === null) throw new Failure('not-found', 'Nobody is logged in here.')
      cli.answer(ended, 'Logged out.')
      if (!ended.isRevoked)
        terminal.say('The platform did not end it: end this program under “Log-ins and programs” there.')
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
async function withCode(cli: Cli, given: Given & Record<'url' | 'email' | 'password', string>) {
  const { url, email, password, code } = given
  const name = cli.profileName()
  try {
    return await logIn(cli.terminal, { name, url, email, password, ...(code !== undefined && { code }) })
  } catch (error) {
    const isAsked = error instanceof Failure && error.reason === 'code-needed' && code === undefined
    if (!isAsked || cli.terminal.ask === null) throw error
    cli.terminal.say(error.message)
    const typed = await cli.terminal.ask('Code: ', { isSecret: true })
    return logIn(cli.terminal, { name, url, email, password, code: typed })
  }
}

async function asked(
  cli: Cli,
  question: string,
  option: string,
  how?: { isSecret: boolean },
): Promise<string> {
  if (cli.terminal.ask === null) throw new Failure('usage', `There is no terminal to ask on. Use ${option}.`)
  return cli.terminal.ask(question, how)
}
