import { afterEach, describe, expect, it, vi } from 'vitest'
import { createHttpClient } from '../testing/http-client.ts'
import { useTestPlatform } from '../testing/test-platform.ts'

const platform = useTestPlatform()
const DAY_MS = 86_400_000

afterEach(() => vi.useRealTimers())

describe('a process whose own clock is wrong', () => {
  it.each([
    ['ahead', 2 * DAY_MS],
    ['behind', -2 * DAY_MS],
  ])('by days %s serves like any other, for the database’s clock counts', async (way, off) => {
    const http = createHttpClient(platform)
    const account = {
      email: `clock-${way}@example.test`,
      callsign: `clock-${way}`,
      password: 'seven lanterns over harbour',
    }
    const { email, password } = account
    expect((await http.json('POST', '/api/v1/auth/register', account)).status).toBe(200)
    const before = (await http.json('POST', '/api/v1/auth/token', { email, password })).body as Tokens

    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + off })
    const meOf = async ({ accessToken }: Tokens) =>
      (await http.json('GET', '/api/v1/me', undefined, { authorization: `Bearer ${accessToken}` })).status
    expect(await meOf(before)).toBe(200)
    const { refreshToken } = before
    const next = (await http.json('POST', '/api/v1/auth/refresh', { refreshToken })).body as Tokens
    expect(await meOf(next)).toBe(200)
    const again = (await http.json('POST', '/api/v1/auth/token', { email, password })).body as Tokens

    // And the clock is set right again.
    vi.useRealTimers()
    for (const tokens of [before, next, again]) expect(await meOf(tokens)).toBe(200)
  })
})

type Tokens = { accessToken: string; refreshToken: string }
