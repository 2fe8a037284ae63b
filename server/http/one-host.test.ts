import { describe, expect, it } from 'vitest'
import { createHttpClient } from '../testing/http-client.ts'
import { useTestPlatform } from '../testing/test-platform.ts'
import { elsewhereOf } from './one-host.ts'

const LOCAL = { publicUrl: 'http://localhost:3000', port: 3000 }
const asked = (url: string, { method = 'GET', headers = {} } = {}) => ({
  ...{ method, url },
  headers: new Headers(headers),
})

describe('a page opened at another name of this machine', () => {
  it.each([
    ['http://127.0.0.1:3000/login?next=%2Faccount', LOCAL, 'http://localhost:3000/login?next=%2Faccount'],
    ['http://[::1]:3000/', LOCAL, 'http://localhost:3000/'],
    [
      'http://localhost:3000/regions',
      { publicUrl: 'http://192.168.1.5:3000', port: 3000 },
      'http://192.168.1.5:3000/regions',
    ],
  ])('%s goes on at the host of PUBLIC_URL', (url, installation, elsewhere) => {
    expect(elsewhereOf(asked(url), installation)).toBe(elsewhere)
  })

  const staying: [string, ReturnType<typeof asked>, typeof LOCAL][] = [
    ['is at its host already', asked('http://localhost:3000/login'), LOCAL],
    ['is at the address of this machine in its network', asked('http://192.168.1.5:3000/'), LOCAL],
    ['is behind a proxy', asked('http://127.0.0.1:3000/'), { publicUrl: 'https://game.test', port: 3000 }],
    [
      'is behind a proxy without https',
      asked('http://127.0.0.1:3000/'),
      { publicUrl: 'http://game.test', port: 3000 },
    ],
    [
      'came through a proxy',
      asked('http://127.0.0.1:3000/', { headers: { 'X-Forwarded-For': '::1' } }),
      LOCAL,
    ],
    ['is sent, not opened', asked('http://127.0.0.1:3000/login', { method: 'POST' }), LOCAL],
    ...['healthz', 'readyz', 'metrics', 'api/v1/regions', 'webhooks/paypal', 'events'].map(
      (path): [string, ReturnType<typeof asked>, typeof LOCAL] => [
        `is /${path}, for programs`,
        asked(`http://127.0.0.1:3000/${path}`),
        LOCAL,
      ],
    ),
  ]
  it.each(staying)('stays where it is when it %s', (_why, request, installation) => {
    expect(elsewhereOf(request, installation)).toBeNull()
  })
})

const platform = useTestPlatform()

it('the server sends people there, and answers health checks at any name', async () => {
  const env = { PUBLIC_URL: 'http://localhost:3000', PORT: '3000' }
  const client = createHttpClient(platform, env)
  const page = await client.request('http://127.0.0.1:3000/login?x=1', { redirect: 'manual', ipAddress: '' })
  expect([page.status, page.headers.get('Location')]).toEqual([307, 'http://localhost:3000/login?x=1'])
  for (const path of ['healthz', 'readyz'])
    expect((await client.request(`http://127.0.0.1:3000/${path}`, { ipAddress: '' })).status).toBe(200)
})
