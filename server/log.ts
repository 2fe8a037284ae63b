import { pino, type Logger } from 'pino'
import { errorForLog } from './log-error.ts'
import { logLines } from './log-lines.ts'

/**
 * Logs to standard output: JSON, or readable lines on a terminal. Passwords, tokens, cookies and PayPal secrets are
 * never logged.
 */
export const createLog = (
  level: string,
  out: NodeJS.WritableStream & { isTTY?: boolean } = process.stdout,
): Logger =>
  pino(
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
    },
    out.isTTY ? logLines(out) : out === process.stdout ? pino.destination(1) : out,
  )
