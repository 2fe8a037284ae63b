import { DrizzleQueryError } from 'drizzle-orm/errors'

/** An error as logged. */
export type LoggedError = {
  type: string
  message: string
  stack?: string
  /** SQLSTATE, or the system's error code. */
  code?: string
  cause?: LoggedError
}

/** Maximum depth of causes: an error may be its own cause. */
const DEEPEST = 5

/**
 * Reduces an error for the log: without other properties (a connection, a request) and without query values, which
 * may contain addresses, hashes and tokens.
 */
export function errorForLog(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) }
  const clean = (text: string) =>
    error instanceof DrizzleQueryError ? text.replace(`\nparams: ${error.params}`, '') : text
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  return {
    type: error.constructor.name,
    message: clean(error.message),
    ...(error.stack === undefined ? {} : { stack: clean(error.stack) }),
    ...(code === undefined ? {} : { code }),
    ...(error.cause === undefined || depth >= DEEPEST ? {} : { cause: errorForLog(error.cause, depth + 1) }),
  }
}
