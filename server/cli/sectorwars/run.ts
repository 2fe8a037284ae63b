import { Command, CommanderError } from 'commander'
import { createCli } from './cli.ts'
import { accountCommands } from './commands/account.ts'
import { backupCommands } from './commands/backups.ts'
import { nexusCommands } from './commands/nexus.ts'
import { platformCommands, watchCommands } from './commands/platform.ts'
import { regionCommands } from './commands/regions.ts'
import { userCommands } from './commands/users.ts'
import { EXIT_CODES, Failure } from './failure.ts'
import { withoutUnsafe } from '#server/domain/plain-text.ts'
import { DEFAULT_PROFILE } from './session.ts'
import { type Terminal } from './terminal.ts'

/** Runs one command. @returns its exit code, `EXIT_CODES`. @throws what is a fault of ours. */
export async function runCommand(args: readonly string[], given: Terminal): Promise<number> {
  // What servers and people wrote cannot move the cursor, nor hide.
  const terminal: Terminal = {
    ...given,
    out: (text) => {
      given.out(withoutUnsafe(text))
    },
    say: (text) => {
      given.say(withoutUnsafe(text))
    },
  }
  const program = createProgram(terminal)
  try {
    await program.parseAsync([...args], { from: 'user' })
    return EXIT_CODES.ok
  } catch (error) {
    // It has been printed, with how it is used.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_CODES.ok : EXIT_CODES.usage
    if (error instanceof Failure) {
      terminal.say([error.message, ...adviceFor(error, program)].join(' '))
      return EXIT_CODES[error.kind]
    }
    if (!isOfSystem(error)) throw error
    terminal.say(error.message)
    return EXIT_CODES.failed
  }
}

/** Where a log-in is missing or too old, how to get one. */
function adviceFor({ reason }: Failure, program: Command): string[] {
  if (reason !== 'step-up' && reason !== 'log-in') return []
  const { profile } = program.opts<{ profile: string }>()
  return [`Log in again: sectorwars login${profile === DEFAULT_PROFILE ? '' : ` --profile ${profile}`}`]
}

/** Such as a disk that is full, or a folder that may not be written. */
const isOfSystem = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'syscall' in error

function createProgram(terminal: Terminal): Command {
  const program = new Command('sectorwars')
    .description('A SectorWars 2102 platform from the command line, by its REST interface.')
    .option(
      '--profile <name>',
      'which log-in (SECTORWARS_PROFILE)',
      terminal.env.SECTORWARS_PROFILE || DEFAULT_PROFILE,
    )
    .option('--json', 'answer as JSON', false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.say(text.trimEnd()),
    })
    .showHelpAfterError('Help: sectorwars --help, or --help after a command.')
    .addHelpText(
      'after',
      '\nExit codes: 0 ok, 1 failed, 2 wrong usage, 3 not found, 4 forbidden, 5 unavailable.',
    )
  const cli = createCli(program, terminal)
  accountCommands(program, cli)
  watchCommands(program, cli)
  regionCommands(program, cli)
  nexusCommands(program, cli)
  userCommands(program, cli)
  platformCommands(program, cli)
  backupCommands(program, cli)
  return program
}
