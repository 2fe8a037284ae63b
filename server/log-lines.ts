import { Writable } from 'node:stream'
import { type LoggedError } from './log-error.ts'

type Entry = { level: number; time: string; msg?: string; err?: LoggedError }

const LABELS: Record<number, string> = { 10: 'trace', 20: 'debug', 40: 'warning', 50: 'error', 60: 'error' }

/** Formats a log entry for people: normal entries have no label, others show their level. */
export function logLine(json: string): string {
  const { level, time, msg = '', err, ...rest } = JSON.parse(json) as Entry & Record<string, unknown>
  const label = LABELS[level]
  const detail = Object.entries(rest).map(([key, value]) => `${key}=${JSON.stringify(value)}`)
  const line = [time.slice(11, 19), label === undefined ? '' : `${label}:`, msg, ...detail]
  const stacks: string[] = []
  for (let error = err; error; error = error.cause) stacks.push(error.stack ?? error.message)
  const stackText = stacks.length === 0 ? [] : [stacks.join('\ncaused by ')]
  return [line.filter((part) => part !== '').join(' '), ...stackText, ''].join('\n')
}

/** A stream that turns the log's JSON into readable lines for a terminal. */
export const logLines = (out: NodeJS.WritableStream): Writable =>
  new Writable({
    decodeStrings: false,
    write: (chunk: string, _encoding, done) => {
      out.write(logLine(chunk), () => done())
    },
  })
