import { isPersonalToken } from '../auth/secrets.ts'
import { type TokenScope } from '../domain/identity/token-scopes.ts'
import { GameError } from '../errors.ts'
import { type Runtime } from '../runtime.ts'
import { type Actor } from '../services/context.ts'
import { actorOf } from '../services/identity/person.ts'
import { authenticateBearer } from '../services/identity/authenticate-bearer.ts'
import { authenticatePersonalToken } from '../services/identity/authenticate-personal-token.ts'
import { type ApiContext } from '../trpc/init.ts'
import { bearerToken, takesBearer } from './bearer.ts'
import { clientAddress } from './client-address.ts'

/** `scopes` of a personal token, null for whoever logged in. */
type Bearer = { actor: Actor; scopes: readonly TokenScope[] | null }

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
  { readsCookies, requestId }: { readsCookies: boolean; requestId: string },
): Promise<ApiContext> {
  const { actor, sessionId, scopes } =
    bearerToken(request) === null
      ? { ...(await (readsCookies ? bySession(door, request, responseHeaders) : NOBODY)), scopes: null }
      : { ...(await byToken(door, request)), sessionId: null }
  return {
    service: door.ctx(actor, { requestId }),
    request: {
      ipAddress: clientAddress(request, socketAddress, door.env.TRUST_PROXY),
      userAgent: request.headers.get('user-agent'),
      cookieHeader: bearerToken(request) === null && readsCookies ? request.headers.get('cookie') : null,
      sessionId,
      scopes,
      sessions: door.sessions,
      responseHeaders,
    },
  }
}

const NOBODY: { actor: Actor; sessionId: null } = { actor: { kind: 'anonymous' }, sessionId: null }

async function bySession(
  { sessions, ctx }: Door,
  request: Request,
  responseHeaders: Headers,
): Promise<{ actor: Actor; sessionId: string | null }> {
  const session = await sessions.recognise(request.headers.get('cookie'))
  if (!session) return { actor: { kind: 'anonymous' }, sessionId: null }
  if (session.setCookie) responseHeaders.append('Set-Cookie', session.setCookie)
  const { user, sessionId } = session
  const { config } = ctx({ kind: 'anonymous' })
  return { actor: actorOf(user, { config, now: new Date(), proof: { sessionId } }), sessionId }
}

async function byToken(door: Door, request: Request): Promise<Bearer> {
  const token = bearerToken(request)
  if (token === null || !takesBearer(new URL(request.url).pathname))
    return { actor: { kind: 'anonymous' }, scopes: null }
  const ctx = door.ctx({ kind: 'anonymous' })
  if (isPersonalToken(token)) {
    const found = await authenticatePersonalToken(ctx, token)
    if (found) return found
  } else {
    const actor = await authenticateBearer(ctx, token)
    if (actor) return { actor, scopes: null }
  }
  throw new GameError('UNAUTHORIZED', 'Invalid or expired access token.', {
    reason: 'invalid-access-token',
  })
}
