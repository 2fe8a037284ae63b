import { randomUUID } from 'node:crypto'
import { passkeyCookieOf, pendingCookieOf } from '#server/auth/step-cookie.ts'
import { deviceCookieOf } from '#server/auth/device-cookie.ts'
import { logOut } from '#server/services/identity/log-out.ts'
import { type HalfLoggedIn, type LoggedIn } from '#server/services/identity/log-in.ts'
import { changedMeanwhile } from '#server/services/identity/require-own-password.ts'
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
  rememberBrowser({ service: ctx, request }, person?.id ?? randomUUID())
}

/** The browser is one that the account knows: other people's wrong guesses do not slow it down. */
export function rememberBrowser({ service, request }: ApiContext, userId: string): void {
  const device = deviceCookieOf(service).remember(request.cookieHeader, userId)
  request.responseHeaders.append('Set-Cookie', device)
}

/**
 * Begins the session of somebody whose credentials were right, unless the account was changed meanwhile; or lets the browser go on to
 * the second step. @throws UNAUTHORIZED `password-changed`.
 */
export async function answerLogIn(
  ctx: ApiContext,
  outcome: LoggedIn | HalfLoggedIn,
): Promise<{ needsCode: boolean }> {
  const { config } = ctx.service
  const cookie = pendingCookieOf(config)
  const { responseHeaders } = ctx.request
  if (outcome.person === null) {
    responseHeaders.append('Set-Cookie', cookie.set(outcome.token))
    return { needsCode: true }
  }
  await beginBrowserSession(ctx, outcome.person)
  if (await outcome.isStillSo()) {
    for (const { forget } of [cookie, passkeyCookieOf(config)]) responseHeaders.append('Set-Cookie', forget())
    return { needsCode: false }
  }
  await takeBackSession(ctx, outcome.person)
  throw changedMeanwhile()
}

/** The token of the log-in whose second step this browser is at. */
export const pendingToken = ({ service, request }: ApiContext): string | null =>
  pendingCookieOf(service.config).read(request.cookieHeader)

/** What this browser brings with a passkey that it logs in by. */
export const passkeyToken = ({ service, request }: ApiContext): string | null =>
  passkeyCookieOf(service.config).read(request.cookieHeader)

/** Lets the browser answer what it is asked. */
export function keepPasskeyToken({ service, request }: ApiContext, token: string): void {
  request.responseHeaders.append('Set-Cookie', passkeyCookieOf(service.config).set(token))
}

/** Ends the session that this answer began, because who began it must not have it after all. */
async function takeBackSession({ service: ctx, request }: ApiContext, person: Person): Promise<void> {
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
export async function renewBrowserSession({ request, service }: ApiContext): Promise<void> {
  const { sessions, responseHeaders } = request
  const renewed = request.sessionId === null ? null : await sessions.rotate(request.sessionId)
  if (!renewed) return
  responseHeaders.append('Set-Cookie', renewed.setCookie)
  // The same request may go on: what it was asked for can follow the proof.
  request.sessionId = renewed.sessionId
  const { actor } = service
  if (actor.kind === 'user' && actor.proof && 'sessionId' in actor.proof)
    actor.proof.sessionId = renewed.sessionId
}
