import { randomUUID } from 'node:crypto'
import { deviceCookieOf } from '#server/auth/device-cookie.ts'
import { logOut } from '#server/services/identity/log-out.ts'
import { toActor, type Person } from '#server/services/identity/person.ts'
import { withActor } from '#server/services/context.ts'
import { type ApiContext } from './init.ts'

/**
 * Begins a browser session for this person and hands its cookie to the answer; for null a cookie that opens nothing, so
 * that the answer does not tell. A session that the browser had before ends: nobody plants one.
 */
export async function beginBrowserSession(
  { service: ctx, request }: ApiContext,
  person: Person | null,
): Promise<void> {
  await logOut(ctx, { sessionId: request.sessionId })
  const cookie = person
    ? await request.sessions.begin(
        person.id,
        { ipAddress: request.ipAddress, userAgent: request.userAgent?.slice(0, 400) ?? null },
        await ctx.clock.now(ctx.db),
      )
    : await request.sessions.beginDecoy()
  request.responseHeaders.append('Set-Cookie', cookie)
  const device = deviceCookieOf(ctx).remember(request.cookieHeader, person?.id ?? randomUUID())
  request.responseHeaders.append('Set-Cookie', device)
}

/** Ends the session that this answer began, because who began it must not have it after all. */
export async function takeBackSession({ service: ctx, request }: ApiContext, person: Person): Promise<void> {
  const { sessions, responseHeaders } = request
  const cookies = responseHeaders.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '')
  const begun = await sessions.recognise(cookies.join('; '))
  await logOut(withActor(ctx, toActor(person)), { sessionId: begun?.sessionId ?? null })
  responseHeaders.delete('Set-Cookie')
  responseHeaders.append('Set-Cookie', sessions.forgetCookie())
}

export async function endBrowserSession({ service: ctx, request }: ApiContext): Promise<void> {
  await logOut(ctx, { sessionId: request.sessionId })
  request.responseHeaders.append('Set-Cookie', request.sessions.forgetCookie())
  // Back would show the account's pages to whoever sits down next.
  request.responseHeaders.set('Clear-Site-Data', '"cache"')
}

/** After a change of what the account is protected by: whoever knew the session's id before knows nothing any more. */
export async function renewBrowserSession({ request }: ApiContext): Promise<void> {
  const { sessionId, sessions, responseHeaders } = request
  const cookie = sessionId === null ? null : await sessions.rotate(sessionId)
  if (cookie !== null) responseHeaders.append('Set-Cookie', cookie)
}
