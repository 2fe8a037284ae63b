import { randomBytes, randomUUID } from 'node:crypto'
import { and, eq, inArray } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { users } from '#db/schema/platform/identity.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { WAITING_MS } from '#server/domain/identity/confirmation.ts'
import { type Mail } from '#server/mail/mail-port.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type ApiContext } from '#server/trpc/init.ts'
import { type UserActor } from '../require-actor.ts'
import { sweepIdentity } from './sweep-identity.ts'

const sent: Mail[] = []
const platform = useTestPlatform({
  confirmationRequired: true,
  mail: () => ({
    send: (mail) => {
      sent.push(mail)
      return Promise.resolve({ ok: true })
    },
    close: () => undefined,
  }),
})
const SYSTEM = { kind: 'system', job: 'test' } as const
const PASSWORD = 'tulip gravel ocean mint'
const OTHER = 'seven quiet harbour lamps'

const newName = () => `pilot-${randomBytes(4).toString('hex')}`
const newAddress = () => `${newName()}@example.test`

/** A request from an address of its own: limits are by address. */
const contextOf = (): ApiContext => {
  const at = platform.apiContext()
  return {
    ...at,
    request: { ...at.request, ipAddress: randomUUID(), responseHeaders: new Headers() },
  }
}
const stranger = () => platform.apiOf(contextOf())

/** Signs up by the page's procedure and answers who the cookie of the answer belongs to. */
async function signUp(email: string, password = PASSWORD): Promise<UserActor> {
  const context = contextOf()
  await platform.apiOf(context).identity.signUp({ email, callsign: newName(), password })
  return whoseCookie(context)
}
async function whoseCookie({ request }: ApiContext): Promise<UserActor> {
  const cookies = request.responseHeaders.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '')
  const known = await request.sessions.recognise(
    cookies.filter((cookie) => cookie.startsWith('session=')).join('; '),
  )
  if (!known) throw new Error('nobody is logged in')
  const { id, callsign, role, confirmedAt } = known.user
  return { kind: 'user', userId: id, callsign, role, ...(confirmedAt === null ? { unconfirmed: true } : {}) }
}
const logIn = async (email: string, password: string) => {
  const context = contextOf()
  await platform.apiOf(context).identity.logIn({ email, password })
  return whoseCookie(context)
}
const linksTo = async (email: string) => {
  await platform.runOutbox()
  return sent.filter(({ to }) => to === email).map(({ text }) => /\/confirm\/([\w-]+)/.exec(text)?.[1] ?? '')
}
const linkTo = async (email: string) => (await linksTo(email)).at(-1) ?? ''
const rowOf = async ({ userId }: UserActor) =>
  (await platform.db.select().from(users).where(eq(users.id, userId)))[0]
const unconfirmed = { code: 'FORBIDDEN', cause: { reason: 'unconfirmed' } }

beforeEach(() => {
  platform.clock.set(0)
  sent.length = 0
})

describe('an account that nobody confirmed', () => {
  it('is logged in, but joins, votes, stands, pays, writes and holds tokens only once it is confirmed', async () => {
    const email = newAddress()
    const ann = await signUp(email)
    const { region } = await makeRegion(platform)
    const api = platform.api(ann)
    for (const call of [
      () => api.membership.join({ region: region.name, as: 'resident' }),
      () => api.policies.cast({ policyId: randomUUID(), choice: 'yes' }),
      () =>
        api.policies.propose({
          region: region.name,
          policyType: 'tax_rate',
          title: 'Less',
          proposedChanges: { taxRate: 0.1 },
        }),
      () => api.elections.signRecall({ recallId: randomUUID() }),
      () => api.elections.nominate({ electionId: randomUUID(), platform: 'long enough a text' }),
      () => api.billing.payAgain({ id: randomUUID() }),
    ])
      await expect(call()).rejects.toMatchObject(unconfirmed)
    await expect(stranger().identity.token({ email, password: PASSWORD })).rejects.toMatchObject(unconfirmed)
    await api.notifications.markAllRead()

    await stranger().confirmation.confirm({ token: await linkTo(email) })
    const now = await logIn(email, PASSWORD)
    expect(now.unconfirmed).toBeUndefined()
    await platform.api(now).membership.join({ region: region.name, as: 'resident' })
    expect((await stranger().identity.token({ email, password: PASSWORD })).expiresIn).toBeGreaterThan(0)
    const audited = await platform.db
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.subjectId, ann.userId), eq(auditLog.action, 'user.address-confirmed')))
    expect(audited).toHaveLength(1)
    await expect(platform.api(now).confirmation.send()).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('cannot administer anything', async () => {
    const admin = { ...(await signUp(newAddress())), role: 'admin' as const }
    await expect(platform.api(admin).mail.list({})).rejects.toMatchObject(unconfirmed)
  })

  it('waits beside others for an address: each logs in by its password, the first that is confirmed has it', async () => {
    const email = newAddress()
    const [ann, ben] = [await signUp(email), await signUp(email, OTHER)]
    expect((await logIn(email, PASSWORD)).userId).toBe(ann.userId)
    expect((await logIn(email, OTHER)).userId).toBe(ben.userId)
    const [first = '', second = ''] = await linksTo(email)
    const tries = await Promise.allSettled(
      [first, second].map((token) => stranger().confirmation.confirm({ token })),
    )
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const confirmed = await platform.db
      .select({ confirmedAt: users.confirmedAt })
      .from(users)
      .where(inArray(users.id, [ann.userId, ben.userId]))
    expect(confirmed.filter(({ confirmedAt }) => confirmedAt !== null)).toHaveLength(1)
  })

  it('still logs in after its password was changed, and makes no codes that would outlive its end', async () => {
    const email = newAddress()
    const [ann, ben] = [await signUp(email), await signUp(email, 'copper kettle under rain')]
    await platform.api(ann).identity.changePassword({ currentPassword: PASSWORD, newPassword: OTHER })
    expect((await logIn(email, OTHER)).userId).toBe(ann.userId)
    await expect(platform.api(ben).recovery.createCodes()).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect((await logIn(email, 'copper kettle under rain')).userId).toBe(ben.userId)
  })

  it('never takes the address of another: its owner is told and still gets in', async () => {
    const email = newAddress()
    const ann = await signUp(email)
    await stranger().confirmation.confirm({ token: await linkTo(email) })
    sent.length = 0
    const thief = await signUp(email, OTHER)
    expect(thief.userId).not.toBe(ann.userId)
    expect(await linksTo(email)).toEqual([''])
    expect(sent[0]?.subject).toBe('You have an account already')
    expect((await logIn(email, PASSWORD)).userId).toBe(ann.userId)
    expect((await logIn(email, OTHER)).userId).toBe(thief.userId)
  })

  it('answers sign-up in the same way for every address', async () => {
    const email = newAddress()
    await signUp(email)
    await stranger().confirmation.confirm({ token: await linkTo(email) })
    const answers = []
    for (const address of [email, newAddress()]) {
      const context = contextOf()
      const answer = await platform
        .apiOf(context)
        .identity.signUp({ email: address, callsign: newName(), password: OTHER })
      const cookies = context.request.responseHeaders.getSetCookie()
      answers.push({
        answer,
        cookies: cookies.map((cookie) => cookie.replace(/=[^;]*/, '=').replace(/Expires=[^;]*/, '')),
      })
    }
    expect(answers[0]).toEqual(answers[1])
  })

  it('ends after seven days, and its name is free, unless it was confirmed, owns a region or has paid', async () => {
    const email = newAddress()
    const [ann, ben, owner] = [await signUp(email), await signUp(newAddress()), await signUp(newAddress())]
    await stranger().confirmation.confirm({ token: await linkTo((await rowOf(ben))?.email ?? '') })
    await makeRegion(platform, { owner })
    platform.clock.advance(WAITING_MS - 60_000)
    await sweepIdentity(platform.ctx(SYSTEM))
    expect((await rowOf(ann))?.expiredAt).toBeNull()
    platform.clock.advance(120_000)
    for (let time = 0; time < 2; time++) await sweepIdentity(platform.ctx(SYSTEM))
    expect((await rowOf(ann))?.expiredAt).not.toBeNull()
    expect((await rowOf(ann))?.email).not.toBe(email)
    for (const person of [ben, owner]) expect((await rowOf(person))?.expiredAt).toBeNull()
    await expect(logIn(email, PASSWORD)).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    await stranger().identity.signUp({ email, callsign: ann.callsign, password: PASSWORD })
    const ended = await platform.db
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.subjectId, ann.userId), eq(auditLog.action, 'user.expired')))
    expect(ended).toHaveLength(1)
  })

  it('is ended by who reads the mails of its address and did not sign up', async () => {
    const email = newAddress()
    const ann = await signUp(email)
    const token = await linkTo(email)
    expect(await stranger().confirmation.link({ token })).toEqual({ callsign: ann.callsign, email })
    await stranger().confirmation.disown({ token })
    expect((await rowOf(ann))?.expiredAt).not.toBeNull()
    for (const call of [
      () => stranger().confirmation.link({ token }),
      () => stranger().confirmation.confirm({ token }),
      () => stranger().confirmation.disown({ token: 'x' }),
    ])
      await expect(call()).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('gets another link, which ends the earlier, and no flood of them', async () => {
    const email = newAddress()
    const ann = await signUp(email)
    for (let n = 0; n < 5; n++) await platform.api(ann).confirmation.send()
    await expect(platform.api(ann).confirmation.send()).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' })
    const links = await linksTo(email)
    // The first was asked for from another address.
    expect(links).toHaveLength(6)
    await expect(stranger().confirmation.link({ token: links[0] ?? '' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    expect(await stranger().confirmation.link({ token: links[5] ?? '' })).toMatchObject({ email })
    await expect(stranger().confirmation.send()).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  })

  it('gets its link although a stranger elsewhere used up what one source may ask for', async () => {
    const email = newAddress()
    const at = platform.apiContext()
    const from = (ipAddress: string) => platform.apiOf({ ...at, request: { ...at.request, ipAddress } })
    const strangers = from('198.51.100.66')
    for (let n = 0; n < 8; n++)
      await strangers.identity.signUp({ email, callsign: newName(), password: OTHER })
    expect(await linksTo(email)).toHaveLength(5)
    await from('203.0.113.77').identity.signUp({ email, callsign: newName(), password: PASSWORD })
    expect(await linksTo(email)).toHaveLength(6)
  })

  it('gets no news by mail, because nobody knows whose address it is', async () => {
    const ann = await signUp(newAddress())
    const ben = await makeUser(platform)
    await platform.api(ann).identity.changePassword({ currentPassword: PASSWORD, newPassword: OTHER })
    await platform.runOutbox()
    expect(sent.map(({ subject }) => subject)).toEqual(['Confirm your e-mail address'])
    expect((await rowOf(ben))?.confirmedAt).not.toBeNull()
  })
})
