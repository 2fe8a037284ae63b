import { hash } from '@node-rs/argon2'
import { randomBytes } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { notifications, sessions, users } from '#db/schema/platform/identity.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { tokenHash } from '#server/auth/secrets.ts'
import { addressKey } from '#server/limits/address-key.ts'
import { createLimits } from '#server/limits/limits.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type ApiContext } from '#server/trpc/init.ts'
import { createCaller } from '#server/trpc/router.ts'
import { openDatabase } from '#db/client.ts'
import { logIn } from './log-in.ts'
import { signUp } from './sign-up.ts'
import { like } from '#server/testing/like.ts'

const platform = useTestPlatform()
const PASSWORD = 'violet lantern over harbour'

/** An address of one's own for each test, so that no test uses up another's attempts. */
const newAddress = () => `2001:db8:${randomBytes(2).toString('hex')}:${randomBytes(2).toString('hex')}::1`

const stranger = (ipAddress = newAddress()): ApiContext => {
  const context = platform.apiContext()
  return { ...context, request: { ...context.request, ipAddress, responseHeaders: new Headers() } }
}

const newPerson = () => {
  const callsign = `pilot${randomBytes(4).toString('hex')}`
  return { email: `${randomBytes(4).toString('hex')}@example.test`, callsign, password: PASSWORD }
}

/** What the browser holds after a call, and who it is then. */
const browserAfter = async (context: ApiContext) => {
  const cookie =
    context.request.responseHeaders.getSetCookie().find((set) => set.startsWith('session=')) ?? ''
  const session = await context.request.sessions.recognise(cookie.split(';')[0] ?? '')
  return { cookie, session }
}

async function signedUp(person = newPerson()) {
  const context = stranger()
  await createCaller(context).identity.signUp(person)
  const { session } = await browserAfter(context)
  if (!session) throw new Error('the sign-up began no session')
  const { id, callsign, role } = session.user
  const next = platform.apiContext({ kind: 'user', userId: id, callsign, role })
  return {
    person,
    userId: id,
    api: createCaller({
      ...next,
      request: { ...next.request, ipAddress: newAddress(), sessionId: session.sessionId },
    }),
    sessionId: session.sessionId,
  }
}

async function auditOf(userId: string) {
  const rows = await platform.db
    .select({ action: auditLog.action })
    .from(auditLog)
    .where(and(eq(auditLog.subjectType, 'user'), eq(auditLog.subjectId, userId)))
    .orderBy(auditLog.id)
  return rows.map((row) => row.action)
}

describe('sign-up', () => {
  it('creates an account, logs in and is audited as an action of the new player', async () => {
    const { person, userId, api } = await signedUp()
    expect(await api.identity.me()).toMatchObject({ email: person.email, role: 'player' })
    expect(await auditOf(userId)).toEqual(['user.signed-up'])
    const [row] = await platform.db.select().from(auditLog).where(eq(auditLog.subjectId, userId))
    expect(row?.actorId).toBe(userId)
  })

  it('stores only an argon2id hash with 19 MiB and two passes', async () => {
    const { userId } = await signedUp()
    const [user] = await platform.db.select().from(users).where(eq(users.id, userId))
    expect(user?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })

  it('hashes a password of an older cost anew at the log-in, and at no wrong one', async () => {
    const { userId, person } = await signedUp()
    const stored = async () =>
      (await platform.db.select().from(users).where(eq(users.id, userId)))[0]?.passwordHash
    const older = await hash(PASSWORD, { memoryCost: 4_096, timeCost: 1, parallelism: 1 })
    await platform.db.update(users).set({ passwordHash: older }).where(eq(users.id, userId))
    const logIn = (password: string) =>
      createCaller(stranger()).identity.logIn({ email: person.email, password })
    await expect(logIn('some quite different words')).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    expect(await stored()).toBe(older)
    await logIn(PASSWORD)
    const anew = await stored()
    expect(anew).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    await logIn(PASSWORD)
    expect(await stored()).toBe(anew)
  })

  it('answers a taken address exactly like a new one, and logs nobody in', async () => {
    const { person, userId } = await signedUp()
    const context = stranger()
    const taken = await createCaller(context).identity.signUp({
      ...newPerson(),
      email: person.email.toUpperCase(),
      password: 'some quite different words',
    })
    const fresh = stranger()
    expect(taken).toEqual(await createCaller(fresh).identity.signUp(newPerson()))
    const [decoy, real] = await Promise.all([browserAfter(context), browserAfter(fresh)])
    expect(decoy.cookie.replace(/=[^;]+/, '')).toBe(real.cookie.replace(/=[^;]+/, ''))
    expect(decoy.cookie.length).toBe(real.cookie.length)
    expect(decoy.session).toBeNull()
    expect(real.session).not.toBeNull()
    expect(await auditOf(userId)).toEqual(['user.signed-up', 'user.sign-up-refused'])
  })

  it('notifies the owner of a tried address once until it is read', async () => {
    const { person, userId } = await signedUp()
    const attempt = { ...newPerson(), email: person.email, password: 'some quite different words' }
    for (const ipAddress of [newAddress(), newAddress()]) {
      expect(await signUp(platform.ctx(), { ...attempt, ipAddress })).toBeNull()
    }
    const told = await platform.db.select().from(notifications).where(eq(notifications.userId, userId))
    expect(told.map((row) => row.kind)).toEqual(['account.sign-up-attempt'])
  })

  it('logs in users who forgot that they have an account', async () => {
    const { person, userId } = await signedUp()
    const again = await signUp(platform.ctx(), {
      ...newPerson(),
      email: person.email,
      password: PASSWORD,
      ipAddress: newAddress(),
    })
    expect(again?.id).toBe(userId)
  })

  it('reports a taken callsign in any spelling, whether or not the address is taken', async () => {
    const { person } = await signedUp()
    const callsign = `${person.callsign.slice(0, 5)}-${person.callsign.slice(5)}`.toUpperCase()
    const refusal = { code: 'CONFLICT', message: like.stringContaining('callsign') }
    const wrong = 'some quite different words'
    for (const email of ['new@example.test', person.email]) {
      const call = createCaller(stranger()).identity.signUp({ email, callsign, password: wrong })
      await expect(call).rejects.toMatchObject(refusal)
    }
  })

  it.each([
    ['password', { password: 'too short' }],
    ['password', { password: 'passwordpassword1' }],
    ['email', { email: 'nobody' }],
    ['callsign', { callsign: 'x' }],
    ['callsign', { callsign: 'admin' }],
  ])('refuses an unfit %s by name: %o', async (field, wrong) => {
    const call = createCaller(stranger()).identity.signUp({ ...newPerson(), ...wrong })
    await expect(call).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      cause: { issues: [{ path: field }] },
    })
  })

  it('is limited per address, also by another limiter on the same database', async () => {
    const ipAddress = newAddress()
    const ctx = platform.ctx()
    for (let taken = 0; taken < 20; taken++) await ctx.limits.take('signup-address', addressKey(ipAddress))
    const handle = openDatabase(platform.url, { max: 2, applicationName: 'restarted' })
    const limits = createLimits({ pool: handle.pool })
    const call = signUp({ ...ctx, limits }, { ...newPerson(), ipAddress })
    await expect(call).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS', reason: 'rate-limited' })
    await handle.close()
  })

  it('does not limit the platform itself', async () => {
    const ctx = platform.ctx({ kind: 'system', job: 'seed' })
    for (let made = 0; made < 21; made++) {
      expect(await signUp(ctx, { ...newPerson(), ipAddress: 'seed' })).not.toBeNull()
    }
  })
})

describe('log-in', () => {
  it('refuses unknown addresses and wrong passwords with the same answer', async () => {
    const { person } = await signedUp()
    const answers = await Promise.all(
      [
        { email: person.email, password: 'some quite different words' },
        { email: 'nobody@example.test', password: PASSWORD },
        { email: 'not an address', password: PASSWORD },
      ].map((credentials) =>
        createCaller(stranger())
          .identity.logIn(credentials)
          .then(
            () => 'in',
            (error: { code: string; message: string }) => `${error.code} ${error.message}`,
          ),
      ),
    )
    expect(new Set(answers)).toEqual(new Set(['UNAUTHORIZED Wrong e-mail or password.']))
  })

  it('starts a session with an HttpOnly cookie whose token is stored nowhere', async () => {
    const { person, userId } = await signedUp()
    const context = stranger()
    await createCaller(context).identity.logIn({
      email: ` ${person.email.toUpperCase()}`,
      password: PASSWORD,
    })
    const { cookie, session } = await browserAfter(context)
    expect(session?.user.id).toBe(userId)
    expect(cookie).toMatch(/HttpOnly/)
    expect(cookie).toMatch(/SameSite=Lax/)
    expect(cookie).toMatch(/Path=\//)
    const token = /session=([^;]+)/.exec(cookie)?.[1] ?? ''
    const rows = await platform.db.select().from(sessions).where(eq(sessions.userId, userId))
    expect(rows.map((row) => row.id)).toContain(tokenHash(token))
    expect(JSON.stringify(rows)).not.toContain(token)
    expect(await auditOf(userId)).toContain('user.logged-in')
  })

  it('tells of a browser that was never logged in before, and not of one that was', async () => {
    const { person, api } = await signedUp()
    const browser = stranger()
    await createCaller(browser).identity.logIn({ email: person.email, password: PASSWORD })
    const kinds = async () => (await api.notifications.list({})).items.map(({ kind }) => kind)
    expect(await kinds()).toEqual(['account.new-device'])
    const again = stranger()
    const cookies = browser.request.responseHeaders.getSetCookie()
    again.request.cookieHeader = cookies.map((cookie) => cookie.split(';')[0]).join('; ')
    await createCaller(again).identity.logIn({ email: person.email, password: PASSWORD })
    expect(await kinds()).toEqual(['account.new-device'])
  })

  it('does not count towards the limit when it succeeds', async () => {
    const { person } = await signedUp()
    const ipAddress = newAddress()
    for (let times = 0; times < 32; times++) {
      await logIn(platform.ctx(), { email: person.email, password: PASSWORD, ipAddress })
    }
  })

  it('ends the browser’s previous session', async () => {
    const { api, person, sessionId } = await signedUp()
    await api.identity.logIn({ email: person.email, password: PASSWORD })
    expect((await platform.db.select().from(sessions).where(eq(sessions.id, sessionId))).length).toBe(0)
  })
})

describe('sessions', () => {
  it('are listed with the current one first, and can be ended one by one', async () => {
    const { api, person, userId, sessionId } = await signedUp()
    await createCaller(stranger()).identity.logIn({ email: person.email, password: PASSWORD })
    const listed = await api.identity.sessions({})
    expect(listed).toMatchObject({
      total: 2,
      items: [{ id: sessionId, isCurrent: true }, { isCurrent: false }],
    })
    const second = await api.identity.sessions({ page: 2, pageSize: 1 })
    expect(second).toMatchObject({ total: 2, items: [{ id: listed.items[1]?.id }] })
    await api.identity.endSession({ id: listed.items[1]?.id ?? '' })
    expect(await api.identity.sessions({})).toMatchObject({ total: 1 })
    expect(await auditOf(userId)).toContain('user.session-ended')
  })

  it('of other users are not found', async () => {
    const [mine, theirs] = [await signedUp(), await signedUp()]
    const call = mine.api.identity.endSession({ id: theirs.sessionId })
    await expect(call).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await theirs.api.identity.sessions({})).toMatchObject({ total: 1 })
  })

  it('can all be ended but the current one', async () => {
    const { api, person, sessionId, userId } = await signedUp()
    await createCaller(stranger()).identity.logIn({ email: person.email, password: PASSWORD })
    expect(await api.identity.endOtherSessions()).toEqual({ ended: 1 })
    expect((await api.identity.sessions({})).items.map((session) => session.id)).toEqual([sessionId])
    expect(await auditOf(userId)).toContain('user.other-sessions-ended')
  })

  it('end at logout, and the cookie is cleared', async () => {
    const { userId, sessionId } = await signedUp()
    const context = platform.apiContext({ kind: 'user', userId, callsign: 'x', role: 'player' })
    context.request.sessionId = sessionId
    await createCaller(context).identity.logOut()
    expect(context.request.responseHeaders.get('Set-Cookie')).toMatch(/session=;.*Max-Age=0/)
    expect(await platform.db.select().from(sessions).where(eq(sessions.userId, userId))).toEqual([])
    expect(await auditOf(userId)).toContain('user.logged-out')
  })

  it('need a login', async () => {
    const api = platform.api()
    await expect(api.identity.sessions({})).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    await expect(api.identity.endOtherSessions()).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    await expect(api.identity.me()).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    await api.identity.logOut()
  })
})

describe('change of password', () => {
  const NEW_PASSWORD = 'copper kettle under moonlight'

  it('needs the current one, ends other sessions, is audited and notified', async () => {
    const { api, person, userId } = await signedUp()
    await createCaller(stranger()).identity.logIn({ email: person.email, password: PASSWORD })
    await api.identity.changePassword({ currentPassword: PASSWORD, newPassword: NEW_PASSWORD })
    expect(await api.identity.sessions({})).toMatchObject({ total: 1 })
    expect(await auditOf(userId)).toContain('user.password-changed')
    expect((await api.notifications.list({})).items[0]?.kind).toBe('account.password-changed')
    const ipAddress = newAddress()
    await logIn(platform.ctx(), { email: person.email, password: NEW_PASSWORD, ipAddress })
    const old = logIn(platform.ctx(), { email: person.email, password: PASSWORD, ipAddress })
    await expect(old).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  })

  it('gives the browser that changes it a session with another id', async () => {
    const { userId, sessionId } = await signedUp()
    const context = platform.apiContext({ kind: 'user', userId, callsign: 'x', role: 'player' })
    context.request.sessionId = sessionId
    await createCaller(context).identity.changePassword({
      currentPassword: PASSWORD,
      newPassword: NEW_PASSWORD,
    })
    const { session } = await browserAfter(context)
    expect(session?.user.id).toBe(userId)
    expect(session?.sessionId).not.toBe(sessionId)
    expect(await platform.db.$count(sessions, eq(sessions.id, sessionId))).toBe(0)
  })

  it('names the wrong field', async () => {
    const { api } = await signedUp()
    const wrongCurrent = api.identity.changePassword({ currentPassword: 'no', newPassword: NEW_PASSWORD })
    await expect(wrongCurrent).rejects.toMatchObject({ cause: { issues: [{ path: 'currentPassword' }] } })
    const unfit = api.identity.changePassword({
      currentPassword: PASSWORD,
      newPassword: 'passwordpassword1',
    })
    await expect(unfit).rejects.toMatchObject({ cause: { issues: [{ path: 'newPassword' }] } })
  })
})
