import { pino, type Logger } from 'pino'
import { errorForLog } from './log-error.ts'
import { logLines } from './log-lines.ts'
import { collapseRepeats } from './log-repeats.ts'

/**
 * Logs to standard output: JSON, or readable lines on a terminal. Passwords, tokens, cookies and PayPal secrets are
 * never logged. What is out of reach is told once a minute.
 */
export function createLog(
  level: string,
  out: NodeJS.WritableStream & { isTTY?: boolean } = process.stdout,
): Logger {
  const collapse = collapseRepeats()
  return pino(
    {
      level,
      base: undefined,
      serializers: { err: errorForLog },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: [
          '*.password',
          '*.token',
          '*.accessToken',
          '*.refreshToken',
          'headers.cookie',
          'headers.authorization',
        ],
        censor: '(hidden)',
      },
      hooks: {
        logMethod(args, write) {
          const kept = collapse(args)
          if (kept) write.apply(this, kept as typeof args)
        },
      },
    },
    out.isTTY ? logLines(out) : out === process.stdout ? pino.destination(1) : out,
  )
}
