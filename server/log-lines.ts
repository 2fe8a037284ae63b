import { Writable } from 'node:stream'

type Entry = { level: number; time: string; msg?: string; err?: { stack?: string; message?: string } }

const WORDS: Record<number, string> = { 10: 'trace', 20: 'debug', 40: 'warning', 50: 'error', 60: 'error' }

/** An entry of the log as a line for a person: what is usual has no label, what is not says how bad it is. */
export function logLine(json: string): string {
  const { level, time, msg = '', err, ...rest } = JSON.parse(json) as Entry & Record<string, unknown>
  const word = WORDS[level]
  const detail = Object.entries(rest).map(([key, value]) => `${key}=${JSON.stringify(value)}`)
  const line = [time.slice(11, 19), word === undefined ? '' : `${word}:`, msg, ...detail]
  const stack = err?.stack ?? err?.message
  return `${line.filter((part) => part !== '').join(' ')}\n${stack === undefined ? '' : `${stack}\n`}`
}

/** Takes the log's JSON and writes lines for people, as a terminal shows them. */
export const logLines = (out: NodeJS.WritableStream): Writable =>
  new Writable({
    decodeStrings: false,
    write: (chunk: string, _encoding, done) => {
      out.write(logLine(chunk), () => done())
    },
  })
