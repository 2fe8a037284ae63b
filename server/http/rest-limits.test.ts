import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readEnv } from '../env.ts'
import { createLimits, limitsFromEnv, type Limits } from '../limits/limits.ts'
import { type UserActor } from '../services/require-actor.ts'
import { createHttpClient } from '../testing/http-client.ts'
import { makeUser } from '../testing/make-user.ts'
import { restProgram } from '../testing/rest-program.ts'
import { useTestPlatform } from '../testing/test-platform.ts'

const platform = useTestPlatform()
const env = readEnv({ NODE_ENV: 'test', REST_REQUESTS_PER_MINUTE: '3' })
let pool: pg.Pool
let limits: Limits

beforeAll(async () => {
  pool = new pg.Pool({ connectionString: platform.url, max: 2 })
  limits = createLimits({ pool }, limitsFromEnv(env))
})
afterAll(() => pool.end())

/** The test platform with a limit of three requests a minute. */
const limited = () => ({ ...platform, ctx: (actor?: UserActor) => ({ ...platform.ctx(actor), limits }) })

const quotaOf = (headers: Headers) => [headers.get('ratelimit-policy'), headers.get('ratelimit')]

const left = (n: number): unknown[] => [
  '"default";q=3;w=60',
  expect.stringMatching(new RegExp(`^"default";r=${n};t=[1-6]?[0-9]$`)),
]

describe('requests of programs', () => {
  it('count down in their headers, also where they are refused, until they get 429 with the seconds to wait', async () => {
    const send = await restProgram(limited(), await makeUser(platform))
    const answers = []
    for (const path of ['/me', '/regions/my-region', '/no-such-thing', '/me'])
      answers.push(await send('GET', path))
    expect(answers.map(({ status }) => status)).toEqual([200, 404, 404, 429])
    expect(answers.map(({ headers }) => quotaOf(headers))).toEqual([left(2), left(1), left(0), left(0)])
    const last = answers.at(-1)
    expect(last?.body).toMatchObject({ code: 'TOO_MANY_REQUESTS', reason: 'rate-limited' })
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  it('are counted by account: others at the same address, with a token or without, keep theirs', async () => {
    const busy = await restProgram(limited(), await makeUser(platform))
    for (let n = 0; n < 4; n++) await busy('GET', '/me')
    expect((await busy('GET', '/me')).status).toBe(429)
    const other = await (await restProgram(limited(), await makeUser(platform)))('GET', '/me')
    expect([other.status, quotaOf(other.headers)]).toEqual([200, left(2)])
    const stranger = await createHttpClient(limited()).json('GET', '/api/v1/status/health')
    expect([stranger.status, quotaOf(stranger.headers)]).toEqual([200, left(2)])
  })

  it('without a token are counted by address', async () => {
    const http = createHttpClient(limited())
    const statusAt = async (ipAddress: string) =>
      (await http.request('/api/v1/status/health', { ipAddress })).status
    const statuses = []
    for (let n = 0; n < 4; n++) statuses.push(await statusAt('198.51.100.20'))
    expect(statuses).toEqual([200, 200, 200, 429])
    expect(await statusAt('198.51.100.21')).toBe(200)
  })

  it('may be set, to one or more', () => {
    expect(limitsFromEnv(readEnv({ NODE_ENV: 'test' }))).toMatchObject({
      'api-user': 1_200,
      'api-address': 1_200,
    })
    expect(() => readEnv({ NODE_ENV: 'test', REST_REQUESTS_PER_MINUTE: '0' })).toThrow(
      /REST_REQUESTS_PER_MINUTE="0": expected at least 1/,
    )
  })
})
