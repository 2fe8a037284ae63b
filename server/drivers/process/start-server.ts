import { spawn, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { open, readFile } from 'node:fs/promises'

/** What servers of regions run. `build` tells versions apart. */
export type ServerProgram = { execPath: string; args: readonly string[]; cwd: string; build: string }

const MB_PER_GB = 1_024

/**
 * Starts a server that outlives this process, with these settings and nothing else of this process's environment. Secrets are in the
 * environment, which only this user of the machine can read, not in the arguments, which all can.
 */
export async function startServer(options: {
  program: ServerProgram
  memoryGb: number
  settings: NodeJS.ProcessEnv
  logFile: string
}): Promise<ChildProcess> {
  const { program, memoryGb, settings, logFile } = options
  const log = await open(logFile, 'a', 0o600)
  try {
    const child = spawn(program.execPath, [`--max-old-space-size=${memoryGb * MB_PER_GB}`, ...program.args], {
      cwd: program.cwd,
      env: settings,
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    })
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve)
      child.once('error', reject)
    })
    child.unref()
    return child
  } finally {
    await log.close()
  }
}

/** The program that this process runs, in this version: parts of a build are named by what is in them. */
export function ownProgram(
  main: string,
  cwd: string,
  execArgv: readonly string[],
): () => Promise<ServerProgram> {
  let program: Promise<ServerProgram> | null = null
  const read = async (): Promise<ServerProgram> => ({
    execPath: process.execPath,
    // What a debugger or a profiler was told is for this process.
    args: [...execArgv.filter((arg) => !/^--(inspect|prof|max-old-space-size|heap)/.test(arg)), main],
    cwd,
    build: createHash('sha256')
      .update(await readFile(main))
      .digest('hex')
      .slice(0, 12),
  })
  return () => (program ??= read())
}
