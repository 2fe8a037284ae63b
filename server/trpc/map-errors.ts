import { TRPCError } from '@trpc/server'
import { ZodError } from 'zod'
import { asUnavailable } from '../away.ts'
import { unavailableIn } from '../galaxies/galaxy-unavailable.ts'
import { GameError, isGameError, type ErrorIssue, type GameErrorCode } from '../errors.ts'

const TRPC_CODES = {
  BAD_REQUEST: 'BAD_REQUEST',
  UNAUTHORIZED: 'UNAUTHORIZED',
  FORBIDDEN: 'FORBIDDEN',
  NOT_FOUND: 'NOT_FOUND',
  CONFLICT: 'CONFLICT',
  PAYLOAD_TOO_LARGE: 'PAYLOAD_TOO_LARGE',
  TOO_MANY_REQUESTS: 'TOO_MANY_REQUESTS',
  UNAVAILABLE: 'SERVICE_UNAVAILABLE',
} as const satisfies Record<GameErrorCode, TRPCError['code']>

export const issuesOf = (error: ZodError): ErrorIssue[] =>
  error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }))

/** A wrong input as the refusal it is, with one issue a field. */
export const badInput = (error: ZodError): GameError => {
  const issues = issuesOf(error)
  return new GameError('BAD_REQUEST', issues[0]?.message ?? 'The request is not right.', {
    issues,
    cause: error,
  })
}

/** PostgreSQL's codes for text that it cannot keep (NUL): only an input can hold such, and no list of inputs is complete. */
const UNSTORABLE = new Set(['22021', '22P05'])

const isUnstorable = (error: unknown): boolean =>
  error instanceof Error &&
  (('code' in error && typeof error.code === 'string' && UNSTORABLE.has(error.code)) ||
    isUnstorable(error.cause))

/** The one place where refusals become tRPC errors; REST and pages read these. */
export function toTrpcError(error: TRPCError): TRPCError {
  const refusal =
    error.code === 'BAD_REQUEST' && error.cause instanceof ZodError
      ? badInput(error.cause)
      : isGameError(error.cause)
        ? error.cause
        : isUnstorable(error.cause)
          ? new GameError('BAD_REQUEST', 'The request contains characters that cannot be used.')
          : (unavailableIn(error.cause) ?? asUnavailable(error.cause))
  if (!refusal) return error
  return new TRPCError({ code: TRPC_CODES[refusal.code], message: refusal.message, cause: refusal })
}
