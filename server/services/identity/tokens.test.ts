import { randomBytes } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { personalTokens } from '#db/schema/platform/access.ts'
import { notifications, users } from '#db/schema/platform/identity.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { type TokenScope } from '#server/domain/identity/token-scopes.ts'
import { createHttpClient } from '#server/testing/http-client.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { withActor } from '../context.ts'
import { issueTokens } from './issue-tokens.ts'
import { signUp } from './sign-up.ts'
import { sweepIdentity } from './sweep-identity.ts'
import { toActor } from './person.ts'

const platform = useTestPlatform()
const PASSWORD = 'violet lantern over harbour'
const DAY_MS = 24 * 60 * 60_000
const VISITOR = { ipAddress: '203.0.113.7', userAgent: 'trader/1.0' }

async function makeAccount() {
  const callsign = `pilot${randomBytes(4).toString('hex')}`
  const credentials = { email: `${callsign}@example.test`, password: PASSWORD }
  const system = platform.ctx({ kind: 'system', job: 'seed' })
  const person = await signUp(system, { ...credentials, callsign, ipAddress: 'seed' })
  if (!person) throw new Error('the account was not made')
  const createdAt = new Date((await platform.clock.now(platform.db)).getTime() - 2 * DAY_MS)
  await platform.db.update(users).set({ createdAt }).where(eq(users.id, person.id))
  const actor = toActor(person)
  return { actor, credentials, callsign, api: platform.api(actor) }
}
type Account = Awaited<ReturnType<typeof makeAccount>>

const make = ({ api }: Account, scopes: TokenScope[] = ['read'], days = 30) =>
  api.identity.createToken({ name: 'My trader', scopes, days })

const ask = (token: string, method: string, path: string, body?: unknown) =>
  createHttpClient(platform).json(method, `/api/v1${path}`, body, { Authorization: `Bearer ${token}` })

const actionsOf = async ({ actor }: Account) =>
  (
    await platform.db
      .select({ action: auditLog.action })
      .from(auditLog)
      .where(and(eq(auditLog.subjectType, 'user'), eq(auditLog.subjectId, actor.userId)))
      .orderBy(auditLog.id)
  ).map(({ action }) => action)

const noticesOf = async ({ actor }: Account) =>
  (
    await platform.db
      .select({ kind: notifications.kind })
      .from(notifications)
      .where(eq(notifications.userId, actor.userId))
      .orderBy(notifications.createdAt)
  ).map(({ kind }) => kind)

describe('a personal token', () => {
  it('opens REST for its person, is stored as a hash, audited and told of', async () => {
    const account = await makeAccount()
    const { id, token } = await make(account)
    const me = await ask(token, 'GET', '/me')
    expect([me.status, me.body]).toEqual([200, expect.objectContaining({ callsign: account.callsign })])
    const [row] = await platform.db.select().from(personalTokens).where(eq(personalTokens.id, id))
    expect(JSON.stringify(row)).not.toContain(token)
    expect(row?.lastUsedAt).not.toBeNull()
    expect(await actionsOf(account)).toContain('user.token-created')
    expect(await noticesOf(account)).toEqual(['account.token-created'])
    expect(await account.api.identity.programs()).toMatchObject({
      tokens: [{ id, name: 'My trader', scopes: ['read'], lastUsedAt: row?.lastUsedAt?.toISOString() }],
    })
  })

  it('does only what it was made for, and never what needs a log-in', async () => {
    const account = await makeAccount()
    const { region } = await makeRegion(platform)
    const read = (await make(account, ['read'])).token
    const govern = (await make(account, ['govern'])).token
    const lacks = (scope: string) => ({
      code: 'FORBIDDEN',
      message: expect.stringContaining(scope) as string,
    })
    const join = [`POST`, `/regions/${region.name}/join`, { type: 'visitor' }] as const
    expect((await ask(read, ...join)).body).toMatchObject(lacks('Govern'))
    expect((await ask(govern, ...join)).status).toBeLessThan(300)
    expect((await ask(govern, 'GET', '/me')).body).toMatchObject(lacks('Read'))
    const buy = await ask(govern, 'GET', '/subscriptions')
    expect([buy.status, buy.body]).toEqual([403, expect.objectContaining(lacks('Log in'))])
  })

  it('of an administrator administers nothing', async () => {
    const account = await makeAccount()
    await platform.db.update(users).set({ role: 'admin' }).where(eq(users.id, account.actor.userId))
    const { token } = await make(account, ['read', 'play', 'govern'])
    expect((await ask(token, 'GET', '/me')).status).toBe(200)
    expect((await ask(token, 'POST', '/nexus/generate', {})).status).toBe(403)
  })

  it('ends when it is revoked, alone, and at its end', async () => {
    const account = await makeAccount()
    const [one, other] = [await make(account), await make(account, ['read'], 1)]
    await account.api.identity.endProgram({ id: one.id })
    expect((await ask(one.token, 'GET', '/me')).status).toBe(401)
    expect((await ask(other.token, 'GET', '/me')).status).toBe(200)
    expect(await actionsOf(account)).toContain('user.token-revoked')
    platform.clock.advance(DAY_MS)
    expect((await ask(other.token, 'GET', '/me')).status).toBe(401)
    platform.clock.set(0)
  })

  it('is one of twenty at most', async () => {
    const account = await makeAccount()
    for (let made = 0; made < 20; made++) await make(account)
    await expect(make(account)).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('of somebody else is not found', async () => {
    const [mine, theirs] = [await makeAccount(), await makeAccount()]
    const { id, token } = await make(theirs)
    await expect(mine.api.identity.endProgram({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await ask(token, 'GET', '/me')).status).toBe(200)
  })
})

describe('programs that logged in', () => {
  const enter = ({ credentials }: Account, visitor = VISITOR) =>
    issueTokens(platform.ctx(), { ...credentials, ...visitor })

  it('are listed with their address, and can be logged out one by one', async () => {
    const account = await makeAccount()
    const pair = await enter(account)
    const { loggedIn } = await account.api.identity.programs()
    expect(loggedIn).toMatchObject([{ ipAddress: '203.0.113.7', userAgent: 'trader/1.0' }])
    const [mine, id] = [await makeAccount(), loggedIn[0]?.id ?? '']
    await expect(mine.api.identity.endProgram({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await account.api.identity.endProgram({ id })
    expect((await account.api.identity.programs()).loggedIn).toEqual([])
    const client = createHttpClient(platform)
    const again = { refreshToken: pair.refreshToken }
    expect((await client.json('POST', '/api/v1/auth/refresh', again)).status).toBe(401)
    expect(await actionsOf(account)).toContain('user.program-ended')
  })

  it('are told of when they come from an address that is new', async () => {
    const account = await makeAccount()
    await enter(account)
    await enter(account)
    expect(await noticesOf(account)).toEqual(['account.new-device'])
    await enter(account, { ...VISITOR, ipAddress: '203.0.113.8' })
    expect(await noticesOf(account)).toEqual(['account.new-device', 'account.new-device'])
  })

  it.each([
    [
      'a change of password',
      ({ api }: Account) =>
        api.identity.changePassword({ currentPassword: PASSWORD, newPassword: 'copper kettle by moonlight' }),
    ],
    ['logging out all others', ({ api }: Account) => api.identity.endOtherSessions()],
  ])('end at once with %s, access tokens and personal tokens too', async (_what, end) => {
    const account = await makeAccount()
    const { accessToken } = await enter(account)
    const personal = await make(account)
    expect((await ask(accessToken, 'GET', '/me')).status).toBe(200)
    await end(account)
    for (const token of [accessToken, personal.token])
      expect((await ask(token, 'GET', '/me')).status).toBe(401)
    expect(await account.api.identity.programs()).toEqual({ loggedIn: [], tokens: [] })
  })

  it('that log in afterwards are let in', async () => {
    const account = await makeAccount()
    await account.api.identity.endOtherSessions()
    expect((await ask((await enter(account)).accessToken, 'GET', '/me')).status).toBe(200)
  })
})

describe('wrong passwords', () => {
  const guess = ({ credentials }: Account) =>
    issueTokens(platform.ctx(), { ...credentials, password: 'wrong', ...VISITOR }).catch(() => 'refused')
  const sweep = () => sweepIdentity(withActor(platform.ctx(), { kind: 'system', job: 'sweep' }))

  it('are listed for the account’s owner, and for nobody else', async () => {
    const [account, other] = [await makeAccount(), await makeAccount()]
    await guess(account)
    expect(await account.api.identity.failedLogIns({})).toMatchObject({
      total: 1,
      items: [{ door: 'program', ipAddress: '203.0.113.7', userAgent: 'trader/1.0' }],
    })
    expect(await other.api.identity.failedLogIns({})).toMatchObject({ total: 0 })
  })

  it('are told of once there are five, and once until that is read', async () => {
    const account = await makeAccount()
    for (let tried = 0; tried < 4; tried++) await guess(account)
    await sweep()
    expect(await noticesOf(account)).toEqual([])
    await guess(account)
    await sweep()
    await sweep()
    expect(await noticesOf(account)).toEqual(['account.failed-log-ins'])
  })

  it('are forgotten after ninety days', async () => {
    const account = await makeAccount()
    await guess(account)
    platform.clock.advance(90 * DAY_MS - 60_000)
    await sweep()
    expect(await account.api.identity.failedLogIns({})).toMatchObject({ total: 1 })
    platform.clock.advance(120_000)
    await sweep()
    expect(await account.api.identity.failedLogIns({})).toMatchObject({ total: 0 })
    platform.clock.set(0)
  })
})

it('a wrong password is on the list of its person, also when it is to be changed', async () => {
  const { api } = await makeAccount()
  const attempt = api.identity.changePassword({
    ...{ currentPassword: 'not the password of anybody', newPassword: 'seven quiet copper kettles' },
  })
  await expect(attempt).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  expect(await api.identity.failedLogIns({})).toMatchObject({
    total: 1,
    items: [{ door: 'password-change', ipAddress: '127.0.0.1', userAgent: 'test' }],
  })
})
