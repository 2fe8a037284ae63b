import { DrizzleQueryError } from 'drizzle-orm/errors'

/** What the log keeps of an error. */
export type LoggedError = {
  type: string
  message: string
  stack?: string
  /** SQLSTATE, or the system's name for what went wrong. */
  code?: string
  cause?: LoggedError
}

/** Causes of causes, at most: an error may be its own. */
const DEEPEST = 5

/**
 * What the log keeps of an error: never what else hangs on it (a connection, a request) nor the values of a query, among
 * which may be addresses, hashes and tokens.
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
