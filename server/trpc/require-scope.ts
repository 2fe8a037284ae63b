import { TRPCError } from '@trpc/server'
import { scopeNeeded, SCOPE_TEXTS, type TokenScope } from '#server/domain/identity/token-scopes.ts'
import { GameError } from '../errors.ts'
import { toTrpcError } from './map-errors.ts'

/** @throws FORBIDDEN `missing-scope` when a personal token was not made for this procedure. */
export function requireScope(
  scopes: readonly TokenScope[],
  procedure: string,
  kind: 'query' | 'mutation' | 'subscription',
): void {
  const needed = scopeNeeded(procedure, kind)
  if (needed !== 'log-in' && scopes.includes(needed)) return
  const message =
    needed === 'log-in'
      ? 'A personal token may not do this. Log in with auth/token.'
      : `This token lacks the scope “${SCOPE_TEXTS[needed].label}”.`
  const cause = new GameError('FORBIDDEN', message, { reason: 'missing-scope' })
  throw toTrpcError(new TRPCError({ code: 'FORBIDDEN', cause }))
}
