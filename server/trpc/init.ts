import { initTRPC } from '@trpc/server'
import { type SessionStore } from '../auth/session-store.ts'
import { type TokenScope } from '../domain/identity/token-scopes.ts'
import { isGameError } from '../errors.ts'
import { type Ctx } from '../services/context.ts'
import { type ProcedureMeta } from './rest/operation.ts'

/** What a procedure knows of the request that carries it. */
export type RequestInfo = {
  ipAddress: string
  userAgent: string | null
  /** Of a browser; null beside a token, where cookies are not read. */
  cookieHeader: string | null
  /** Hash of the browser session, null for tokens and strangers. */
  sessionId: string | null
  /** What a personal token may do; null for whoever logged in, and for strangers. */
  scopes: readonly TokenScope[] | null
  sessions: SessionStore
  /** Headers of the answer, for cookies. */
  responseHeaders: Headers
}

/** `service` is what verbs are given. */
export type ApiContext = { service: Ctx; request: RequestInfo }

const t = initTRPC
  .context<ApiContext>()
  .meta<ProcedureMeta>()
  .create({
    errorFormatter: ({ shape, error }) => ({
      ...shape,
      // No stack and no inner message ever leaves the server.
      message: error.code === 'INTERNAL_SERVER_ERROR' ? 'Something went wrong on our side.' : shape.message,
      data: {
        code: shape.data.code,
        httpStatus: shape.data.httpStatus,
        reason: isGameError(error.cause) ? error.cause.reason : undefined,
        issues: isGameError(error.cause) ? error.cause.issues : undefined,
      },
    }),
  })

export const { router, middleware, createCallerFactory } = t
export const baseProcedure = t.procedure
