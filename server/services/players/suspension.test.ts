import { randomBytes, randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { notifications, users } from '#db/schema/platform/identity.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { DAY_MS } from '#server/domain/utc-day.ts'
import { createHttpClient } from '#server/testing/http-client.ts'
import { makeDemocracy } from '#server/testing/make-democracy.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type UserActor } from '../require-actor.ts'
import { issueTokens } from '../identity/issue-tokens.ts'
import { toActor } from '../identity/person.ts'
import { signUp } from '../identity/sign-up.ts'

const platform = useTestPlatform()
const PASSWORD = 'violet lantern over harbour'
const SYSTEM = { kind: 'system', job: 'test' } as const
const WHY = { reason: 'Report 7.', text: 'Rude words in a region’s motto.' }

async function makeAccount() {
  const callsign = `pilot${randomBytes(4).toString('hex')}`
  const credentials = { email: `${callsign}@example.test`, password: PASSWORD }
  const person = await signUp(platform.ctx(SYSTEM), { ...credentials, callsign, ipAddress: randomUUID() })
  if (!person) throw new Error('the account was not made')
  return { actor: toActor(person), userId: person.id, callsign, credentials }
}

const suspend = async (userId: string, days: number | null = 7) => {
  const admin = await makeUser(platform, { role: 'admin' })
  await platform.api(admin).players.suspend({ userId, ...WHY, days })
  return admin
}

const ask = (token: string, path: string, method = 'GET') =>
  createHttpClient(platform).json(method, `/api/v1${path}`, undefined, { Authorization: `Bearer ${token}` })

/** Who a request of this session is. */
const sessionOf = async (userId: string) => {
  const { sessions } = platform.apiContext().request
  const device = { ipAddress: null, userAgent: null }
  return (await sessions.begin(userId, device, new Date())).split(';')[0] ?? ''
}

const auditOf = async (userId: string, action: string) =>
  (
    await platform.db
      .select({ detail: auditLog.detail, actorId: auditLog.actorId })
      .from(auditLog)
      .where(and(eq(auditLog.subjectId, userId), eq(auditLog.action, action)))
  ).map((row) => row)

beforeEach(() => platform.clock.set(0))

describe('to suspend', () => {
  it('is audited with its reason, told to the player, and ends everything that was logged in', async () => {
    const ann = await makeAccount()
    const cookie = await sessionOf(ann.userId)
    const { accessToken, refreshToken } = await issueTokens(platform.ctx(), {
      ...ann.credentials,
      ipAddress: randomUUID(),
    })
    const { token } = await platform.api(ann.actor).identity.createToken({
      ...{ name: 'trader', scopes: ['read'], days: 30, password: PASSWORD },
    })
    const admin = await suspend(ann.userId)

    const [entry] = await auditOf(ann.userId, 'user.suspended')
    expect(entry?.actorId).toBe(admin.userId)
    expect(entry?.detail).toMatchObject(WHY)
    const told = await platform.db.select().from(notifications).where(eq(notifications.userId, ann.userId))
    expect(told.at(-1)).toMatchObject({ kind: 'account.suspended', body: WHY.text, href: '/account' })
    expect(JSON.stringify(told)).not.toContain(WHY.reason)

    expect(await platform.apiContext().request.sessions.recognise(cookie)).toBeNull()
    expect((await ask(accessToken, '/me')).status).toBe(401)
    expect((await ask(token, '/me')).status).toBe(401)
    await expect(platform.api().identity.refresh({ refreshToken })).rejects.toMatchObject({
      code: 'UNAUTHORIZED',
    })
  })

  it('lets the player log in and read why, on pages, by REST and by tRPC, and nothing else', async () => {
    const ann = await makeAccount()
    await suspend(ann.userId)
    const found = await platform.apiContext().request.sessions.recognise(await sessionOf(ann.userId))
    expect(found?.user.suspension).toMatchObject({ text: WHY.text })
    const { accessToken } = await issueTokens(platform.ctx(), { ...ann.credentials, ipAddress: randomUUID() })
    expect((await ask(accessToken, '/me')).status).toBe(200)
    const refused = await ask(accessToken, '/play/civic-news')
    expect(refused.status).toBe(403)
    expect(JSON.stringify(refused.body)).toContain(WHY.text)
  })

  it('makes a stranger of who listens to events: nothing of the account is heard', async () => {
    const ann = await makeAccount()
    await suspend(ann.userId)
    const client = createHttpClient(platform)
    const stream = await client.request('/events', { headers: { cookie: await sessionOf(ann.userId) } })
    const reader = stream.body?.getReader()
    const read = async () => new TextDecoder().decode((await reader?.read())?.value)
    expect(await read()).toContain('event: open')
    const events = platform.ctx().events
    await platform.db.transaction((db) =>
      events.publishInTransaction(db, [
        { audience: { kind: 'user', userId: ann.userId }, topic: 'notification' },
        { audience: { kind: 'public' }, topic: 'galaxy' },
      ]),
    )
    const heard = await read()
    expect(heard).toContain('galaxy')
    expect(heard).not.toContain('notification')
    await reader?.cancel()
  })

  it('ends by time alone, for sessions and tokens alike', async () => {
    const ann = await makeAccount()
    await suspend(ann.userId, 1)
    platform.clock.advance(DAY_MS + 1)
    const { accessToken } = await issueTokens(platform.ctx(), { ...ann.credentials, ipAddress: randomUUID() })
    expect((await ask(accessToken, '/play/civic-news')).status).toBe(200)
    const past = new Date(Date.now() - 1_000)
    await platform.db
      .update(users)
      .set({ suspendedUntil: past, suspendedAt: new Date(past.getTime() - 1), createdAt: new Date(0) })
      .where(eq(users.id, ann.userId))
    const found = await platform.apiContext().request.sessions.recognise(await sessionOf(ann.userId))
    expect(found?.user.suspension).toBeNull()
  })

  it('again replaces the one before', async () => {
    const ann = await makeAccount()
    const admin = await suspend(ann.userId, 1)
    const { until } = await platform
      .api(admin)
      .players.suspend({ userId: ann.userId, reason: 'Again.', text: 'Again.', days: null })
    expect(until).toBeNull()
    const { suspension } = await platform.api(admin).players.get({ userId: ann.userId })
    expect(suspension).toEqual({ text: 'Again.', until: null })
  })

  it('keeps memberships and offices, and takes no ballot', async () => {
    const { region, owner, voters } = await makeDemocracy(platform, 2)
    const voter = voters[1] ?? owner
    const { id: policyId } = await platform.api(owner).policies.propose({
      ...{ region: region.name, policyType: 'tax_rate', title: 'Lower', proposedChanges: { taxRate: 0.08 } },
    })
    const admin = await suspend(voter.userId)
    const seen = await platform.api(admin).players.get({ userId: voter.userId })
    expect(seen.memberships).toMatchObject([{ name: region.name, type: 'citizen' }])
    const suspended: UserActor = { ...voter, suspension: seen.suspension }
    await expect(platform.api(suspended).policies.cast({ policyId, choice: 'yes' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
      cause: { reason: 'suspended' },
    })
    await platform.api(admin).players.liftSuspension({ userId: voter.userId, reason: 'Sorted out.' })
    await platform.api(voter).policies.cast({ policyId, choice: 'yes' })
  })

  it('is no way against administrators, oneself too, and no player’s to do', async () => {
    const [one, other] = [
      await makeUser(platform, { role: 'admin' }),
      await makeUser(platform, { role: 'admin' }),
    ]
    for (const userId of [one.userId, other.userId])
      await expect(platform.api(one).players.suspend({ userId, ...WHY, days: 1 })).rejects.toMatchObject({
        code: 'CONFLICT',
        cause: { reason: 'administrator' },
      })
    const player = await makeUser(platform)
    await expect(
      platform.api(player).players.suspend({ userId: player.userId, ...WHY, days: 1 }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(
      platform.api(one).players.suspend({ userId: randomUUID(), ...WHY, days: 1 }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('and to promote at the same moment is one of the two', async () => {
    const admin = await makeUser(platform, { role: 'admin' })
    for (let n = 0; n < 5; n++) {
      const ann = await makeAccount()
      await platform.api(admin).adminInvites.invitePlayer({ userId: ann.userId, reason: 'Trusted.' })
      const mine = await platform.api(ann.actor).adminInvites.mine()
      const outcomes = await Promise.allSettled([
        platform.api(admin).players.suspend({ userId: ann.userId, ...WHY, days: 1 }),
        platform.api(ann.actor).adminInvites.accept({ invitationId: mine?.id ?? '', password: PASSWORD }),
      ])
      expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(1)
      const [row] = await platform.db.select().from(users).where(eq(users.id, ann.userId))
      expect(row?.role === 'admin' && row.suspendedAt !== null).toBe(false)
    }
  })
})

describe('to lift a suspension', () => {
  it('is audited with its reason and told, and is refused when there is none', async () => {
    const ann = await makeAccount()
    const admin = await suspend(ann.userId)
    const lift = () =>
      platform.api(admin).players.liftSuspension({ userId: ann.userId, reason: 'A mistake.' })
    expect(await lift()).toEqual({ callsign: ann.callsign })
    expect((await auditOf(ann.userId, 'user.suspension-lifted')).map(({ detail }) => detail)).toEqual([
      { reason: 'A mistake.' },
    ])
    await expect(lift()).rejects.toMatchObject({ code: 'CONFLICT', cause: { reason: 'not-suspended' } })
    const player = await makeUser(platform)
    await expect(
      platform.api(player).players.liftSuspension({ userId: ann.userId, reason: 'Please.' }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(
      platform.api(admin).players.liftSuspension({ userId: randomUUID(), reason: 'Who?' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
