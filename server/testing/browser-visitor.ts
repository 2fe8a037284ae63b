import { randomBytes } from 'node:crypto'
import { createCaller, type ApiCaller } from '../trpc/router.ts'
import { type TestPlatform } from './test-platform.ts'

/** Somebody who signed up in a browser: the cookie that they hold, and the procedures as their pages call them. */
export async function signUpInBrowser(platform: TestPlatform): Promise<{ cookie: string; api: ApiCaller }> {
  const context = platform.apiContext()
  const mark = randomBytes(4).toString('hex')
  await createCaller(context).identity.signUp({
    email: `${mark}@example.test`,
    callsign: `pilot${mark}`,
    password: 'violet lantern over harbour',
  })
  const cookie = context.request.responseHeaders.getSetCookie()[0]?.split(';')[0] ?? ''
  const session = await context.request.sessions.recognise(cookie)
  if (!session) throw new Error('a sign-up opens a session')
  const { id: userId, callsign, role } = session.user
  const later = platform.apiContext({ kind: 'user', userId, callsign, role })
  later.request.sessionId = session.sessionId
  return { cookie, api: createCaller(later) }
}
