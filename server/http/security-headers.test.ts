import { expect, it } from 'vitest'
import { createHttpClient } from '../testing/http-client.ts'
import { useTestPlatform } from '../testing/test-platform.ts'

const platform = useTestPlatform()

const ALWAYS = {
  'content-security-policy':
    /^default-src 'self'; script-src 'self' {2}https?:\S+; .*frame-ancestors 'none'$/,
  'x-content-type-options': /^nosniff$/,
  'x-frame-options': /^DENY$/,
  'referrer-policy': /^strict-origin-when-cross-origin$/,
  'permissions-policy': /^camera=\(\), microphone=\(\), geolocation=\(\)$/,
  'cross-origin-opener-policy': /^same-origin-allow-popups$/,
  'cross-origin-resource-policy': /^same-origin$/,
}

it('every answer, refusals too, forbids browsers what no page needs', async () => {
  const client = createHttpClient(platform)
  const answers = {
    answer: await client.request('/api/v1/regions'),
    'unknown path': await client.request('/api/v1/nothing'),
    'foreign form': await client.request('/login', {
      method: 'POST',
      headers: { origin: 'https://evil.test' },
    }),
    'no session': await client.request('/trpc/billing.checkName?input={}'),
  }
  expect(answers['foreign form'].status).toBe(403)
  for (const [what, { headers }] of Object.entries(answers))
    for (const [name, value] of Object.entries(ALWAYS))
      expect([what, name, headers.get(name)]).toEqual([what, name, expect.stringMatching(value)])
  expect(answers.answer.headers.has('strict-transport-security')).toBe(false)
})

it('a platform that is served by https and the hosts below it are never asked for in clear again for a year', async () => {
  const client = createHttpClient(platform, { PUBLIC_URL: 'https://game.test' })
  // The last is a file of the folder of files that the client of tests serves.
  for (const path of ['/api/v1/regions', '/healthz', '/readyz', '/metrics', '/checks.ts']) {
    const { headers } = await client.request(path)
    expect([path, headers.get('strict-transport-security')]).toEqual([
      path,
      'max-age=31536000; includeSubDomains',
    ])
  }
})
