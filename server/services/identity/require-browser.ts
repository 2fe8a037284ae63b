import { GameError } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { requireUser } from '../require-actor.ts'

/** The user of a browser, and its session. @throws UNAUTHORIZED; FORBIDDEN `browsers-only` for programs. */
export function requireBrowser(ctx: Ctx): { userId: string; sessionId: string } {
  const { userId, proof } = requireUser(ctx)
  if (!proof || !('sessionId' in proof))
    throw new GameError('FORBIDDEN', 'A program shows who it acts for with a new token from auth/token.', {
      reason: 'browsers-only',
    })
  return { userId, sessionId: proof.sessionId }
}
