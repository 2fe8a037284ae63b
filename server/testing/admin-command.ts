import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll } from 'vitest'
import { bundleScript } from './bundled-script.ts'

/** What the command wrote to standard output and to the log, and its exit code. */
type Ran = { answer: string; log: string; code: number }

/** The command of an operator, bundled and run as a process of its own. */
export function useAdminCommand(): {
  /** A folder that goes with the tests. */
  dir(): string
  run(args: string[], env: Record<string, string>): Promise<Ran>
} {
  let dir = ''
  beforeAll(async () => {
    // Inside the project, so that node_modules is found.
    await mkdir('build', { recursive: true })
    dir = await mkdtemp(path.resolve('build/admin-command-'))
    await bundleScript('server/cli/admin.ts', path.join(dir, 'admin.mjs'))
  })
  afterAll(() => rm(dir, { recursive: true, force: true }))
  return {
    dir: () => dir,
    run: async (args, env) => {
      const child = spawn(process.execPath, [path.join(dir, 'admin.mjs'), ...args], {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { PATH: process.env.PATH, NODE_ENV: 'production', DATA_DIR: dir, ...env },
      })
      const [answer, log, [code]] = await Promise.all([
        text(child.stdout),
        text(child.stderr),
        once(child, 'exit') as Promise<[number]>,
      ])
      return { answer, log, code }
    },
  }
}
