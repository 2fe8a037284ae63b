import { randomUUID } from 'node:crypto'
import { randomBytes } from 'node:crypto'
import { readEnv } from '../env.ts'
import { apiContextFor } from '../http/api-context.ts'
import { createCaller, type ApiCaller } from '../trpc/router.ts'
import { type TestPlatform } from './test-platform.ts'

export const TEST_PASSWORD = 'violet lantern over harbour'

/** A browser that keeps its cookies, from an address of its own: procedures as its pages call them. */
export type TestBrowser = {
  call<Answer>(ask: (api: ApiCaller) => Promise<Answer>): Promise<Answer>
  /** What the browser sends with each request. */
  cookies(): string
  /** Another one with the same cookies, as of a thief who copied them. */
  copy(): TestBrowser
}

const ENV = readEnv({ NODE_ENV: 'test', TRUST_PROXY: '1' })
const newAddress = () => `2001:db8:${randomBytes(2).toString('hex')}:${randomBytes(2).toString('hex')}::1`

export function testBrowser(platform: TestPlatform, jar = new Map<string, string>()): TestBrowser {
  const ipAddress = newAddress()
  const { sessions } = platform.apiContext().request
  const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  const keep = (headers: Headers) => {
    for (const cookie of headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      if (/Max-Age=0/.test(cookie)) jar.delete(name)
      else jar.set(name, value)
    }
  }
  return {
    call: async (ask) => {
      const headers = new Headers()
      const request = new Request('http://localhost:3000/', {
        headers: { cookie: cookies(), 'x-forwarded-for': ipAddress, 'user-agent': 'test browser' },
      })
      const door = { ctx: platform.ctx, sessions, env: ENV }
      const options = { readsCookies: true, requestId: randomUUID() }
      const context = await apiContextFor(door, request, undefined, headers, options)
      try {
        return await ask(createCaller(context))
      } finally {
        keep(headers)
      }
    },
    cookies,
    copy: () => testBrowser(platform, new Map(jar)),
  }
}

/** Whether somebody is logged in there. */
export const isLoggedIn = (browser: TestBrowser): Promise<boolean> =>
  browser
    .call((api) => api.identity.me())
    .then(
      () => true,
      () => false,
    )

export type TestAccount = { browser: TestBrowser; email: string; callsign: string; userId: string }

/** Somebody who has just signed up in a browser. */
export async function signUpAnew(platform: TestPlatform): Promise<TestAccount> {
  const callsign = `pilot-${randomBytes(4).toString('hex')}`
  const email = `${callsign}@example.test`
  const browser = testBrowser(platform)
  await browser.call((api) => api.identity.signUp({ email, callsign, password: TEST_PASSWORD }))
  const { id } = await browser.call((api) => api.identity.me())
  return { browser, email, callsign, userId: id }
}
