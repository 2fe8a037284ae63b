import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { refusedRequests } from '#db/schema/platform/operations.ts'
import { createRefusedRequestLog } from '#server/refused-requests/refused-request-log.ts'
import { type RefusedRequest } from '#server/domain/operations/refused-requests.ts'
import { createHttpClient } from '#server/testing/http-client.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { sweepIdentity } from '../identity/sweep-identity.ts'
import { writeRefusedRequests } from './write-refused-requests.ts'

const platform = useTestPlatform()
const system = () => platform.ctx({ kind: 'system', job: 'test' })

beforeEach(async () => {
  system().refusedRequests.take()
  await platform.db.delete(refusedRequests)
})

const written = async () => {
  await writeRefusedRequests(system())
  return platform.db.select().from(refusedRequests).orderBy(refusedRequests.kind, refusedRequests.what)
}
const request = (of: Partial<RefusedRequest> = {}): RefusedRequest => ({
  ...{ kind: 'not-allowed', what: 'nexus.generate', reason: '', userId: null, address: '192.0.2.1' },
  ...of,
})

describe('what somebody may not do', () => {
  it('is kept with who, what and from where, and shown to administrators alone', async () => {
    const [ann, admin] = [await makeUser(platform), await makeUser(platform, { role: 'admin' })]
    for (let n = 0; n < 3; n++)
      await expect(platform.api(ann).players.list({})).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(platform.api(ann).policies.withdraw({ policyId: randomUUID() })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    const rows = [
      { kind: 'not-allowed', what: 'players.list', count: 3 },
      { kind: 'not-found', what: 'policies.withdraw', count: 1 },
    ].map((row) => ({ ...row, userId: ann.userId, address: '127.0.0.1' }))
    expect(await written()).toMatchObject(rows)
    const { operations } = platform.api(admin)
    expect((await operations.refusedRequests({})).items.map(({ callsign }) => callsign)).toEqual([
      ann.callsign,
      ann.callsign,
    ])
    expect(await operations.refusedRequests({ kind: 'not-found' })).toMatchObject({ total: 1 })
    expect(await operations.refusedRequests({ userId: admin.userId })).toMatchObject({ total: 0 })
    await expect(platform.api(ann).operations.refusedRequests({})).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    await expect(platform.api().operations.refusedRequests({})).rejects.toMatchObject({
      code: 'UNAUTHORIZED',
    })
  })

  it('is kept for a token beyond its scopes, and with the reason', async () => {
    const ann = await makeUser(platform)
    const context = platform.apiContext(ann)
    const reader = platform.apiOf({ ...context, request: { ...context.request, scopes: ['read'] } })
    await expect(reader.membership.leave({ region: 'anywhere' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(await written()).toMatchObject([
      { kind: 'not-allowed', what: 'membership.leave', reason: 'missing-scope', userId: ann.userId },
    ])
  })

  it('is not mixed with what readers and newcomers do all the time', async () => {
    const ann = await makeUser(platform)
    await expect(platform.api(ann).policies.get({ policyId: randomUUID() })).rejects.toThrow()
    await expect(platform.api().identity.me()).rejects.toThrow()
    await expect(platform.api().identity.logIn({ email: 'x', password: 'y' })).rejects.toThrow()
    expect(await written()).toEqual([])
  })
})

describe('what is refused at the door', () => {
  it('is kept: changes from other sites, requests beyond the limit, tokens that are none', async () => {
    const http = createHttpClient(platform, { REQUESTS_PER_MINUTE: '2' })
    const foreign = { method: 'POST', headers: { cookie: 'session=x', origin: 'https://evil.example' } }
    expect((await http.request('/trpc/identity.logOut', foreign)).status).toBe(403)
    const headers = { authorization: 'Bearer forged' }
    expect((await http.request('/api/v1/me', { headers })).status).toBe(401)
    expect((await http.request('/api/v1/status/health')).status).toBe(200)
    expect((await http.request('/api/v1/status/health')).status).toBe(429)
    const from = { userId: null, address: '192.0.2.1', count: 1 }
    expect(await written()).toMatchObject([
      { kind: 'bad-token', what: 'rest', ...from },
      { kind: 'cross-site', what: 'trpc', ...from },
      { kind: 'too-many', what: 'rest', ...from },
    ])
  })
})

describe('the record of refused requests', () => {
  it('asks the database nothing for a request that is refused, and writes those that are alike as one row', async () => {
    const { refusedRequests: log } = system()
    for (let n = 0; n < 1_000; n++) log.note(request())
    expect(await platform.db.$count(refusedRequests)).toBe(0)
    expect(await written()).toMatchObject([{ count: 1_000 }])
    log.note(request())
    expect(await written()).toMatchObject([{ count: 1_001 }])
  })

  it('is bounded a day, and people keep their room when addresses have filled theirs', async () => {
    const ann = await makeUser(platform)
    const { refusedRequests: log } = system()
    const bounds = { people: 1, addresses: 1 }
    for (const round of [1, 2]) {
      for (const last of [1, 2, 3]) log.note(request({ address: `192.0.2.${round}${last}` }))
      log.note(request({ userId: ann.userId }))
      await writeRefusedRequests(system(), bounds)
    }
    const rows = await platform.db.select().from(refusedRequests).orderBy(refusedRequests.count)
    expect(rows.map(({ address, userId, count }) => ({ address, userId, count }))).toEqual([
      { address: '192.0.2.11', userId: null, count: 1 },
      { address: '192.0.2.1', userId: ann.userId, count: 2 },
      { address: null, userId: null, count: 5 },
    ])
    platform.clock.advance(86_400_000)
    log.note(request({ address: '192.0.2.99' }))
    await writeRefusedRequests(system(), bounds)
    expect(
      await platform.db.$count(refusedRequests, eq(refusedRequests.address, '192.0.2.99')),
      'another day has its own room',
    ).toBe(1)
  })

  it('counts what several processes write at once', async () => {
    await Promise.all(
      Array.from({ length: 4 }, () => {
        const log = createRefusedRequestLog()
        for (const what of ['a', 'b', 'c']) log.note(request({ what }))
        return writeRefusedRequests({ ...system(), refusedRequests: log })
      }),
    )
    expect((await written()).map(({ what, count }) => [what, count])).toEqual([
      ['a', 4],
      ['b', 4],
      ['c', 4],
    ])
  })

  it('is kept for as long as wrong passwords', async () => {
    system().refusedRequests.note(request())
    expect(await written()).toHaveLength(1)
    platform.clock.advance(90 * 86_400_000 - 60_000)
    await sweepIdentity(system())
    expect(await written()).toHaveLength(1)
    platform.clock.advance(120_000)
    await sweepIdentity(system())
    expect(await written()).toEqual([])
  })
})
