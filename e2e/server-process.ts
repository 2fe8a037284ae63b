import { spawn, type ChildProcess } from 'node:child_process'
import path from 'node:path'
import { simulatorPortOf } from './world.ts'

const MAIN = path.resolve(import.meta.dirname, '../build/server/main.js')

export type ServerProcess = {
  url: string
  pid: number
  /** Everything it said so far. */
  output(): string
  /** Resolves once `/readyz` answers 200. Rejects with its words when the process ends first. */
  ready(): Promise<void>
  /** Ends it and resolves with the exit code (null after a signal it could not handle). */
  end(signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): Promise<number | null>
  exited: Promise<number | null>
}

/** The built server as an operator starts it, with a port and folder of its own. */
export function startServer(options: {
  port: number
  dataDir: string
  env?: Record<string, string>
}): ServerProcess {
  const child: ChildProcess = spawn(process.execPath, ['--enable-source-maps', MAIN], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      PORT: String(options.port),
      PAYPAL_SIMULATOR_PORT: String(simulatorPortOf(options.port)),
      DATA_DIR: options.dataDir,
      LOG_LEVEL: 'info',
      // All newcomers of the journeys come from one address.
      SIGN_UPS_PER_HOUR: '1000',
      ...options.env,
    },
  })
  let output = ''
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
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
          if (await isReady()) resolve()
          else setTimeout(() => void ask(), 200)
        }
        void ask()
      }),
    end: (signal) => {
      child.kill(signal)
      return exited
    },
  }
}
