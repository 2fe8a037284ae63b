import { GameError } from '../errors.ts'
import { type Runtime } from '../runtime.ts'
import { type Actor } from '../services/context.ts'
import { authenticateBearer } from '../services/identity/authenticate-bearer.ts'
import { type ApiContext } from '../trpc/init.ts'
import { bearerToken, takesBearer } from './bearer.ts'
import { clientAddress } from './client-address.ts'

type Door = Pick<Runtime, 'ctx' | 'sessions' | 'env'>

/**
 * Who asks, by session cookie or bearer token. Beside a token cookies are never read, which is what exempts it from the
 * Origin check. @throws UNAUTHORIZED for an invalid or expired token.
 */
export async function apiContextFor(
  door: Door,
  request: Request,
  socketAddress: string | undefined,
  responseHeaders: Headers,
): Promise<ApiContext> {
  const { actor, sessionId } =
    bearerToken(request) === null
      ? await bySession(door, request, responseHeaders)
      : { actor: await byToken(door, request), sessionId: null }
  return {
    service: door.ctx(actor),
    request: {
      ipAddress: clientAddress(request, socketAddress, door.env.TRUST_PROXY),
      userAgent: request.headers.get('user-agent'),
      cookieHeader: bearerToken(request) === null ? request.headers.get('cookie') : null,
      sessionId,
      sessions: door.sessions,
      responseHeaders,
    },
  }
}

async function bySession(
  { sessions }: Door,
  request: Request,
  responseHeaders: Headers,
): Promise<{ actor: Actor; sessionId: string | null }> {
  const session = await sessions.recognise(request.headers.get('cookie'))
  if (!session) return { actor: { kind: 'anonymous' }, sessionId: null }
  if (session.setCookie) responseHeaders.append('Set-Cookie', session.setCookie)
  const { id, callsign, role } = session.user
  return { actor: { kind: 'user', userId: id, callsign, role }, sessionId: session.sessionId }
}

async function byToken(door: Door, request: Request): Promise<Actor> {
  const token = bearerToken(request)
  if (token === null || !takesBearer(new URL(request.url).pathname)) return { kind: 'anonymous' }
  const actor = await authenticateBearer(door.ctx({ kind: 'anonymous' }), token)
  if (actor) return actor
  throw new GameError('UNAUTHORIZED', 'Invalid or expired access token.', {
    reason: 'invalid-access-token',
  })
}
