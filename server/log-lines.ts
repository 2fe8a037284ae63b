import { Writable } from 'node:stream'
import { type LoggedError } from './log-error.ts'

type Entry = { level: number; time: string; msg?: string; err?: LoggedError }

const WORDS: Record<number, string> = { 10: 'trace', 20: 'debug', 40: 'warning', 50: 'error', 60: 'error' }

/** An entry of the log as a line for a person: what is usual has no label, what is not says how bad it is. */
export function logLine(json: string): string {
  const { level, time, msg = '', err, ...rest } = JSON.parse(json) as Entry & Record<string, unknown>
  const word = WORDS[level]
  const detail = Object.entries(rest).map(([key, value]) => `${key}=${JSON.stringify(value)}`)
  const line = [time.slice(11, 19), word === undefined ? '' : `${word}:`, msg, ...detail]
  const stacks: string[] = []
  for (let error = err; error; error = error.cause) stacks.push(error.stack ?? error.message)
  const told = stacks.length === 0 ? [] : [stacks.join('\ncaused by ')]
  return [line.filter((part) => part !== '').join(' '), ...told, ''].join('\n')
}

/** Takes the log's JSON and writes lines for people, as a terminal shows them. */
export const logLines = (out: NodeJS.WritableStream): Writable =>
  new Writable({
    decodeStrings: false,
    write: (chunk: string, _encoding, done) => {
      out.write(logLine(chunk), () => done())
    },
  })
