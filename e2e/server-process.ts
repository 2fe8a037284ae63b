import { spawn, type ChildProcess } from 'node:child_process'
import { appendFileSync } from 'node:fs'
import path from 'node:path'
import { simulatorPortOf } from './world.ts'

const ROOT = path.resolve(import.meta.dirname, '..')
const COMMANDS = {
  server: [process.execPath, '--enable-source-maps', '--max-semi-space-size=64', 'build/server/main.js'],
  'npm start': ['npm', 'start'],
  'scripts/start.mjs': [process.execPath, 'scripts/start.mjs'],
} as const

export type ServerProcess = {
  url: string
  pid: number
  /** All output so far. */
  output(): string
  /** Resolves once `/readyz` answers 200; rejects with the output if the process ends first. */
  ready(): Promise<void>
  /** Sends Ctrl-C to the whole process group. Resolves with the exit code. */
  interrupt(): Promise<number | null>
  /** Sends the signal and resolves with the exit code (null after an unhandled signal). */
  end(signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): Promise<number | null>
  exited: Promise<number | null>
  /** Kills whatever is left of its process group, in case a test failed early. */
  clearAway(): void
}

/** Starts the built server, as an operator or with `npm start`, on its own port and folder. */
export function startServer(options: {
  port: number
  dataDir: string
  env?: Record<string, string>
  command?: keyof typeof COMMANDS
  /** File to which stderr is copied. */
  errorsTo?: string
  /** Folder of the checkout whose build runs; this one if not given. */
  root?: string
}): ServerProcess {
  const [program, ...args] = COMMANDS[options.command ?? 'server']
  const child: ChildProcess = spawn(program, args, {
    cwd: options.root ?? ROOT,
    // Its own process group, like in a terminal.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      PORT: String(options.port),
      PAYPAL_SIMULATOR_PORT: String(simulatorPortOf(options.port)),
      DATA_DIR: options.dataDir,
      LOG_LEVEL: 'info',
      // All new accounts come from one address.
      SIGN_UPS_PER_HOUR: '1000',
      // The administrator logs in once, for tests that run long after.
      ADMIN_IDLE_MINUTES: '600',
      ...options.env,
    },
  })
  let output = ''
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => {
    output += chunk.toString()
    if (options.errorsTo !== undefined) appendFileSync(options.errorsTo, chunk)
  })
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const signalGroup = (signal: 'SIGINT' | 'SIGKILL') => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal)
    } catch {
      // Already gone.
    }
  }
  const url = `http://localhost:${options.port}`
  const isReady = () =>
    fetch(`${url}/readyz`).then(
      (response) => response.ok,
      () => false,
    )
  return {
    url,
    pid: child.pid ?? 0,
    output: () => output,
    exited,
    ready: () =>
      new Promise((resolve, reject) => {
        void exited.then(() => reject(new Error(`the server ended:\n${output.slice(-3_000)}`)))
        const ask = async () => {
          // Check the output too: a server killed just now may still answer on this port.
          if (output.includes('is ready') && (await isReady())) resolve()
          else setTimeout(() => void ask(), 200)
        }
        void ask()
      }),
    interrupt: () => {
      signalGroup('SIGINT')
      return exited
    },
    clearAway: () => signalGroup('SIGKILL'),
    end: (signal) => {
      child.kill(signal)
      return exited
    },
  }
}
