import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { Failure } from './failure.ts'
import { type Environment } from './profiles.ts'

/** Where a command reads and writes. */
export type Terminal = {
  /** The answer. */
  out(text: string): void
  /** What is no part of the answer: questions, progress, failures. */
  say(text: string): void
  /** Asks a person; null where there is none. */
  ask: ((question: string, options?: { isSecret?: boolean }) => Promise<string>) | null
  /** Everything of standard input, for a password that a program hands over. */
  readAll(): Promise<string>
  env: Environment
  send(request: Request): Promise<Response>
  pause(ms: number): Promise<void>
  now(): number
}

export function openTerminal(): Terminal {
  const isPerson = process.stdin.isTTY && process.stderr.isTTY
  // Who reads only the beginning closes the pipe: that is no fault.
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
      process.exit(0)
    })
  return {
    out: (text) => void process.stdout.write(`${text}\n`),
    say: (text) => void process.stderr.write(`${text}\n`),
    ask: isPerson ? ask : null,
    readAll: async () => {
      const parts: Buffer[] = []
      for await (const part of process.stdin) parts.push(Buffer.from(part as Uint8Array))
      return Buffer.concat(parts).toString('utf8')
    },
    env: process.env,
    send: (request) => fetch(request),
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    now: () => Date.now(),
  }
}

/** On standard error, so that the answer can go into a file. What is secret is not shown while it is typed. */
async function ask(question: string, { isSecret = false } = {}): Promise<string> {
  let isMuted = false
  const output = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      if (!isMuted) process.stderr.write(chunk)
      done()
    },
  })
  const lines = createInterface({ input: process.stdin, output, terminal: true })
  const left = new Promise<never>((_, reject) => {
    lines.once('close', () => {
      reject(new Failure('failed', 'Cancelled.'))
    })
  })
  try {
    const answer = lines.question(question).catch(() => left)
    isMuted = isSecret
    const typed = await Promise.race([answer, left])
    return isSecret ? typed : typed.trim()
  } finally {
    left.catch(() => undefined)
    lines.close()
    if (isSecret) process.stderr.write('\n')
  }
}
