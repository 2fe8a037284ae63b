import { pino, type Logger } from 'pino'

/** Structured log on standard output. Passwords, tokens, cookies and PayPal secrets never reach it. */
export const createLog = (level: string): Logger =>
  pino({
    level,
    base: undefined,
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
  })
