import { runCommand } from './run.ts'
import { openTerminal } from './terminal.ts'

// The command line of operators: it needs nothing but the platform's address and a log-in.

process.exitCode = await runCommand(process.argv.slice(2), openTerminal())
