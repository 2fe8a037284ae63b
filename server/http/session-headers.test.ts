import { type AppLoadContext, type ServerBuild } from '@remix-run/node'
import { describe, expect, it } from 'vitest'
import { createHttpClient } from '../testing/http-client.ts'
import { signUpInBrowser } from '../testing/browser-visitor.ts'
import { makeUser } from '../testing/make-user.ts'
import { restProgram } from '../testing/rest-program.ts'
import { useTestPlatform } from '../testing/test-platform.ts'

const platform = useTestPlatform()
const HTTPS = { PUBLIC_URL: 'https://game.test' }

type Handler = (args: { context: AppLoadContext }) => Response | Promise<Response>

/** Pages in which each path is a function that answers by itself. */
const pagesOf = (handlers: Record<string, Handler>) => ({
  build: () =>
    Promise.resolve({
      entry: { module: {} },
      routes: Object.fromEntries(
        Object.entries(handlers).map(([path, handler]) => [
          path,
          { id: path, path, module: { loader: handler, action: handler } },
        ]),
      ),
      future: {},
      basename: '/',
      isSpaMode: false,
    } as unknown as ServerBuild),
})

const pages = pagesOf({
  whoami: ({ context }) => new Response(context.user?.callsign ?? 'nobody'),
  leave: async ({ context }) => {
    await context.api.identity.logOut()
    return new Response('')
  },
  map: () => Response.json({}, { headers: { 'Cache-Control': 'public, max-age=60' } }),
  choose: () =>
    new Response('', {
      headers: [
        ['Set-Cookie', 'theme=light; Path=/'],
        ['Set-Cookie', 'x=1; Secure'],
      ],
    }),
})

describe('a cookie', () => {
  it('of another site that cannot be decoded spoils no answer', async () => {
    const client = createHttpClient(platform, {}, pages)
    const { cookie } = await signUpInBrowser(platform)
    for (const bad of ['lang=%E0%A4%A', '%E0%A4%A=1', 'session%3D=%']) {
      const answer = await client.request('/whoami', { headers: { cookie: `${bad}; ${cookie}` } })
      expect([bad, answer.status, await answer.text()]).toEqual([bad, 200, expect.stringMatching(/^pilot/)])
      expect((await client.request('/whoami', { headers: { cookie: bad } })).status).toBe(200)
    }
  })

  it('whose name only decodes to that of the session plants none', async () => {
    const client = createHttpClient(platform, HTTPS, pages)
    const token = (await signUpInBrowser(platform)).cookie.split('=')[1] ?? ''
    const whoHolds = async (cookie: string) =>
      (await client.request('/whoami', { headers: { cookie } })).text()
    expect(await whoHolds(`__Host-session=${token}`)).toMatch(/^pilot/)
    for (const name of ['%5F_Host-session', '__Host-sessio%6E', '\u00a0__Host-session', 'session'])
      expect([name, await whoHolds(`${name}=${token}`)]).toEqual([name, 'nobody'])
  })

  it('goes out by https only where the platform is served by https', async () => {
    const cookies = async (source: Record<string, string>) =>
      (await createHttpClient(platform, source, pages).request('/choose')).headers.getSetCookie()
    expect(await cookies({})).toEqual(['theme=light; Path=/', 'x=1; Secure'])
    expect(await cookies(HTTPS)).toEqual(['theme=light; Path=/; Secure', 'x=1; Secure'])
  })
})

describe('an answer that depends on who asks', () => {
  it('is stored nowhere, be it a page, a procedure or REST', async () => {
    const client = createHttpClient(platform, {}, pages)
    const { cookie } = await signUpInBrowser(platform)
    for (const path of ['/whoami', '/trpc/identity.me', '/trpc/identity.nothing', '/events']) {
      const answer = await client.request(path, { headers: { cookie }, signal: AbortSignal.timeout(20_000) })
      expect([path, answer.headers.get('cache-control')]).toEqual([path, expect.stringContaining('no-store')])
      await answer.body?.cancel()
    }
    const program = await (await restProgram(platform, await makeUser(platform)))('GET', '/me')
    expect(program.headers.get('cache-control')).toBe('no-store')
  })

  it('is told from one that is the same for all', async () => {
    const client = createHttpClient(platform, {}, pages)
    const { cookie } = await signUpInBrowser(platform)
    const map = await client.request('/map', { headers: { cookie } })
    expect(map.headers.get('cache-control')).toBe('public, max-age=60')
    expect((await client.request('/whoami')).headers.get('cache-control')).toBeNull()
  })
})

it('whoever logs out leaves no page of the account behind in the browser', async () => {
  const client = createHttpClient(platform, {}, pages)
  const { cookie } = await signUpInBrowser(platform)
  const own = { cookie, origin: client.origin }
  const answer = await client.request('/leave', { method: 'POST', headers: own })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('clear-site-data')).toBe('"cache"')
  expect(answer.headers.getSetCookie()[0]).toMatch(/^session=;.*Max-Age=0/)
})
