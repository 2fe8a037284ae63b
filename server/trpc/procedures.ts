import { isGameError } from '../errors.ts'
import { withActor } from '../services/context.ts'
import {
  isSuspended,
  requireAdmin,
  requireConfirmed,
  requireNotSuspended,
  requireUser,
} from '../services/require-actor.ts'
import { baseProcedure, middleware } from './init.ts'
import { isForSuspended } from './for-suspended.ts'
import { isForUnconfirmed } from './for-unconfirmed.ts'
import { toTrpcError } from './map-errors.ts'
import { noteRefused } from './note-refused.ts'
import { requireScope } from './require-scope.ts'

const mapErrors = middleware(async ({ next, ctx, path, type }) => {
  const { scopes } = ctx.request
  if (scopes !== null) requireScope(scopes, path, type)
  const result = await next()
  if (result.ok) return result
  const error = toTrpcError(result.error)
  if (error.code === 'INTERNAL_SERVER_ERROR') {
    ctx.service.log.error({ err: error.cause ?? error, procedure: path }, 'a procedure failed')
  }
  if (isGameError(error.cause) && error.cause.reason === 'database-away') {
    ctx.service.log.warn(
      { err: error.cause.cause, procedure: path },
      'a procedure could not reach the database',
    )
  }
  throw error
})

/** Outside of all guards: what they refuse counts too. */
const noteRefusals = middleware(async ({ next, ctx, path, type }) => {
  const result = await next()
  if (!result.ok) noteRefused(ctx, { error: result.error, path, type })
  return result
})

const loggedIn = middleware(({ ctx, next, path, type }) => {
  requireUser(ctx.service)
  if (!isForSuspended(path)) requireNotSuspended(ctx.service)
  if (type === 'mutation' && !isForUnconfirmed(path)) requireConfirmed(ctx.service)
  return next()
})

const administrator = middleware(({ ctx, next }) => {
  requireNotSuspended(ctx.service)
  requireAdmin(ctx.service)
  requireConfirmed(ctx.service)
  return next()
})

/** Whose account is suspended sees what strangers see, and does what they do. */
const suspendedAsStranger = middleware(({ ctx, next, path }) =>
  isSuspended(ctx.service.actor) && !isForSuspended(path)
    ? next({ ctx: { ...ctx, service: withActor(ctx.service, { kind: 'anonymous' }) } })
    : next(),
)

const answering = baseProcedure.use(noteRefusals).use(mapErrors)
/** Anybody. */
export const publicProcedure = answering.meta({ access: 'anyone' }).use(suspendedAsStranger)
/** Anybody who is logged in. What a member, citizen or office holder may do is decided by the verb. */
export const playerProcedure = answering.meta({ access: 'player' }).use(loggedIn)
export const adminProcedure = answering.meta({ access: 'admin' }).use(administrator)
