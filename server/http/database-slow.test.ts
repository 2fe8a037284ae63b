import { randomBytes } from 'node:crypto'
import { afterAll, describe, expect, it } from 'vitest'
import { openDatabase, type DatabaseHandle, type PoolOptions } from '#db/client.ts'
import { createHttpClient } from '../testing/http-client.ts'
import { useTestPlatform } from '../testing/test-platform.ts'

const platform = useTestPlatform()

/** The same platform over connections of its own. */
function over(options: Partial<PoolOptions>, url = ownUrl()) {
  const handle = openDatabase(url, { max: 2, applicationName: 'slow', ...options })
  afterAll(() => handle.close())
  const http = createHttpClient({
    ...platform,
    db: handle.db,
    ctx: (actor) => ({ ...platform.ctx(actor), db: handle.db }),
  })
  return { http, handle }
}
const ownUrl = () => platform.url

const REQUESTS = [
  ['GET', '/api/v1/regions', undefined],
  ['POST', '/api/v1/auth/token', { email: 'a@example.test', password: 'whatever it was' }],
] as const

async function expectAway(http: ReturnType<typeof createHttpClient>) {
  for (const [method, path, body] of REQUESTS) {
    const answer = await http.json(method, path, body)
    expect([path, answer.status, answer.body]).toEqual([
      path,
      503,
      expect.objectContaining({ code: 'UNAVAILABLE', reason: 'database-away' }),
    ])
    expect(answer.headers.get('Retry-After')).toBe('5')
  }
}
async function expectBack(http: ReturnType<typeof createHttpClient>) {
  expect((await http.json('GET', '/api/v1/regions')).status).toBe(200)
  expect((await http.json('POST', '/api/v1/auth/token', REQUESTS[1][2])).status).toBe(401)
}

describe('requests are told to come back, and served again afterwards', () => {
  it.each([
    ['a statement takes too long', { statement_timeout: '300ms' }],
    ['a lock is not given', { lock_timeout: '300ms' }],
  ])('when %s', async (_, settings) => {
    const { http } = over({ settings })
    const holder = await platform.owner.$client.connect()
    try {
      await holder.query('begin; lock table regions, users in access exclusive mode')
      await expectAway(http)
    } finally {
      await holder.query('rollback')
      holder.release()
    }
    await expectBack(http)
  })

  it('when all connections of the process are taken', async () => {
    const { http, handle } = over({ max: 1, waitMs: 300 })
    const held = await handle.pool.connect()
    await expectAway(http)
    held.release()
    await expectBack(http)
  })

  it('when the server has no connection left for it', async () => {
    const role = `few_${randomBytes(4).toString('hex')}`
    await platform.owner.execute(
      `create role ${role} login password 'harbour' connection limit 1; grant sectorwars_platform to ${role}`,
    )
    const database = new URL(platform.url).pathname.slice(1)
    await platform.owner.execute(`grant connect, temporary on database "${database}" to ${role}`)
    const url = new URL(platform.url)
    Object.assign(url, { username: role, password: 'harbour' })
    const first: DatabaseHandle = openDatabase(url.href, { max: 1, applicationName: 'first' })
    await first.pool.query('select 1')
    const { http, handle } = over({}, url.href)
    await expectAway(http)
    await first.close()
    await expect.poll(() => http.json('GET', '/api/v1/regions').then(({ status }) => status)).toBe(200)
    await handle.pool.end().catch(() => undefined)
    await platform.owner.execute(`revoke all on database "${database}" from ${role}; drop role ${role}`)
  })
})
