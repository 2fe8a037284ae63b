import { randomBytes, randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { accountLinks } from '#db/schema/platform/account-access.ts'
import { users } from '#db/schema/platform/identity.ts'
import { mails } from '#db/schema/platform/mail.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { issueTokens } from '../identity/issue-tokens.ts'
import { setRole } from '../identity/set-role.ts'
import { signUp } from '../identity/sign-up.ts'
import { toActor } from '../identity/person.ts'
import { sendPlayerReset } from './send-player-reset.ts'

const platform = useTestPlatform()
const PASSWORD = 'violet lantern over harbour'
const SYSTEM = { kind: 'system', job: 'test' } as const
const mark = () => `p${randomBytes(5).toString('hex')}`

const makeAdmin = () => makeUser(platform, { role: 'admin' })

async function makeAccount() {
  const callsign = mark()
  const credentials = { email: `${callsign}@example.test`, password: PASSWORD }
  const person = await signUp(platform.ctx(SYSTEM), { ...credentials, callsign, ipAddress: randomUUID() })
  if (!person) throw new Error('the account was not made')
  return { actor: toActor(person), userId: person.id, callsign, credentials }
}

const beginSession = async (userId: string) => {
  const { sessions } = platform.apiContext().request
  const device = { ipAddress: '192.0.2.7', userAgent: 'Firefox/140' }
  return (await sessions.begin(userId, device, new Date())).split(';')[0] ?? ''
}

const auditOf = async (userId: string, action: string) =>
  (
    await platform.db
      .select({ detail: auditLog.detail })
      .from(auditLog)
      .where(and(eq(auditLog.subjectId, userId), eq(auditLog.action, action)))
  ).map(({ detail }) => detail)

const refusal = (reason: string) => ({ code: 'CONFLICT', cause: { reason } })

describe('the list of players', () => {
  it('finds by the beginning of callsign or address, whatever its case, and otherwise what contains the text', async () => {
    const admin = await makeAdmin()
    const start = mark()
    for (const callsign of [`${start}-b`, `${start}-A`]) await makeUser(platform, { callsign })
    const { list } = platform.api(admin).players
    const found = async (text: string) => (await list({ text })).items.map(({ callsign }) => callsign)
    expect(await found(start.toUpperCase())).toEqual([`${start}-A`, `${start}-b`])
    expect(await found(`${start}-a@example`)).toEqual([`${start}-A`])
    expect(await found(start.slice(2))).toEqual([`${start}-A`, `${start}-b`])
    expect(await found(`${start}%`)).toEqual([])
    expect(await found('_____')).toEqual([])
  })

  it('is read page by page, each once, and narrowed by state', async () => {
    const admin = await makeAdmin()
    const start = mark()
    const people = []
    for (let n = 0; n < 5; n++) people.push(await makeUser(platform, { callsign: `${start}-${n}` }))
    const { list, suspend } = platform.api(admin).players
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await list({ text: start, pageSize: 2, ...(after === undefined ? {} : { after }) })
      seen.push(...page.items.map(({ callsign }) => callsign))
      after = page.next ?? undefined
    } while (after !== undefined)
    expect(seen).toEqual(people.map(({ callsign }) => callsign))

    const [first, second] = people
    await suspend({ userId: first?.userId ?? '', reason: 'Spam.', text: 'Spam.', days: 1 })
    await platform.db
      .update(users)
      .set({ confirmedAt: null })
      .where(eq(users.id, second?.userId ?? ''))
    const of = async (state: 'admin' | 'suspended' | 'unconfirmed', text = start) =>
      (await list({ text, state })).items.map(({ callsign }) => callsign)
    expect(await of('suspended')).toEqual([first?.callsign])
    expect(await of('unconfirmed')).toEqual([second?.callsign])
    expect(await of('admin', admin.callsign)).toEqual([admin.callsign])
    expect(await of('admin')).toEqual([])
  })

  it('says when somebody was last seen', async () => {
    const [admin, ann] = [await makeAdmin(), await makeUser(platform)]
    const line = async () => (await platform.api(admin).players.list({ text: ann.callsign })).items[0]
    expect((await line())?.lastSeenAt).toBeNull()
    await beginSession(ann.userId)
    expect(Date.parse((await line())?.lastSeenAt ?? '')).toBeGreaterThan(Date.now() - 60_000)
  })
})

describe('a player’s page', () => {
  it('shows account, sessions, tokens, regions and payments, to administrators only', async () => {
    const admin = await makeAdmin()
    const { region, owner } = await makeRegion(platform)
    await beginSession(owner.userId)
    const seen = await platform.api(admin).players.get({ userId: owner.userId })
    expect(seen).toMatchObject({
      callsign: owner.callsign,
      email: `${owner.callsign.toLowerCase()}@example.test`,
      suspension: null,
      sessions: [{ ipAddress: '192.0.2.7' }],
      owns: [{ name: region.name }],
    })
    expect(JSON.stringify(seen)).not.toContain('passwordHash')
    await expect(platform.api(owner).players.get({ userId: owner.userId })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    await expect(platform.api(admin).players.get({ userId: randomUUID() })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('has the audit log about and by the player', async () => {
    const [admin, ann] = [await makeAdmin(), await makeAccount()]
    await platform.api(admin).players.endAccess({ userId: ann.userId, reason: 'Lost phone.' })
    const { audit } = platform.api(admin).operations
    const about = await audit({ subjectType: 'user', subjectId: ann.userId })
    expect(about.items[0]).toMatchObject({ action: 'user.access-ended', actor: admin.callsign })
    const by = await audit({ actorId: ann.userId })
    expect(by.items.map(({ action }) => action)).toEqual(['user.signed-up'])
  })
})

describe('to end access', () => {
  it('logs out one browser, one program, one token or all, with the reason', async () => {
    const [admin, ann] = [await makeAdmin(), await makeAccount()]
    const { players } = platform.api(admin)
    const { sessions } = platform.apiContext().request
    const [one, other] = [await beginSession(ann.userId), await beginSession(ann.userId)]
    const { sessionId } = (await sessions.recognise(one)) ?? {}
    const why = { userId: ann.userId, reason: 'Lost phone.' }
    await players.endSession({ ...why, sessionId: sessionId ?? '' })
    expect([await sessions.recognise(one), (await sessions.recognise(other))?.user.callsign]).toEqual([
      null,
      ann.callsign,
    ])
    const visitor = { ipAddress: randomUUID() }
    const { refreshToken } = await issueTokens(platform.ctx(), { ...ann.credentials, ...visitor })
    const { programs } = await players.get({ userId: ann.userId })
    await players.endProgram({ ...why, programId: programs.loggedIn[0]?.id ?? '' })
    await expect(platform.api().identity.refresh({ refreshToken })).rejects.toMatchObject({
      code: 'UNAUTHORIZED',
    })
    const { id } = await platform.api(ann.actor).identity.createToken({
      ...{ name: 'trader', scopes: ['read'], days: 30, password: PASSWORD },
    })
    await players.endProgram({ ...why, programId: id })
    expect(await players.endAccess(why)).toEqual({ callsign: ann.callsign, browsers: 1 })
    expect(await sessions.recognise(other)).toBeNull()
    for (const action of [
      'user.session-ended',
      'user.program-ended',
      'user.token-revoked',
      'user.access-ended',
    ])
      expect(await auditOf(ann.userId, action), action).toMatchObject([{ reason: 'Lost phone.' }])
  })

  it('takes a session or program of that player only, and is an administrator’s', async () => {
    const [admin, ann, ben] = [await makeAdmin(), await makeAccount(), await makeAccount()]
    const { sessions } = platform.apiContext().request
    const cookie = await beginSession(ben.userId)
    const { sessionId = '' } = (await sessions.recognise(cookie)) ?? {}
    const { players } = platform.api(admin)
    const why = { userId: ann.userId, reason: 'Lost phone.' }
    await expect(players.endSession({ ...why, sessionId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(players.endProgram({ ...why, programId: randomUUID() })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    expect(await sessions.recognise(cookie)).not.toBeNull()
    for (const act of [
      platform.api(ann.actor).players.endAccess({ userId: ben.userId, reason: 'Mine.' }),
      platform.api(ann.actor).players.endSession({ userId: ben.userId, sessionId, reason: 'Mine.' }),
      platform.api(ann.actor).players.sendReset({ userId: ben.userId, reason: 'Mine.' }),
      platform.api(ann.actor).players.demote({ userId: admin.userId, reason: 'Mine.' }),
      platform.api(ann.actor).players.list({}),
    ])
      await expect(act).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})

describe('to send a reset', () => {
  it('shows a link once where no mails are sent: it opens a new password, and no table has it', async () => {
    const [admin, ann] = [await makeAdmin(), await makeAccount()]
    const { url } = await platform.api(admin).players.sendReset({ userId: ann.userId, reason: 'Asked.' })
    const token = url?.split('/').at(-1) ?? ''
    const links = await platform.db.select().from(accountLinks).where(eq(accountLinks.userId, ann.userId))
    expect(JSON.stringify(links)).not.toContain(token)
    expect(await platform.api().recovery.resetLink({ token })).toMatchObject({ callsign: ann.callsign })
    expect(await auditOf(ann.userId, 'user.reset-issued')).toEqual([{ reason: 'Asked.', by: 'link' }])
  })

  it('mails the link where mails are sent, and shows it to nobody', async () => {
    const [admin, ann] = [await makeAdmin(), await makeAccount()]
    const ctx = platform.ctx(admin)
    const sent = await sendPlayerReset(
      { ...ctx, config: { ...ctx.config, sendsMails: true } },
      { userId: ann.userId, reason: 'Asked.' },
    )
    expect(sent).toEqual({ callsign: ann.callsign, url: null })
    const written = await platform.db.select().from(mails).where(eq(mails.userId, ann.userId))
    expect(written.filter(({ kind }) => kind === 'reset-password')).toHaveLength(1)
  })

  it('shows no link to another administrator’s account, nor to one that nobody confirmed', async () => {
    const [admin, other, ann] = [await makeAdmin(), await makeAdmin(), await makeUser(platform)]
    const send = (userId: string) => platform.api(admin).players.sendReset({ userId, reason: 'Asked.' })
    await expect(send(other.userId)).rejects.toMatchObject(refusal('administrator'))
    await platform.db.update(users).set({ confirmedAt: null }).where(eq(users.id, ann.userId))
    await expect(send(ann.userId)).rejects.toMatchObject(refusal('unconfirmed'))
  })
})

describe('to demote', () => {
  it('makes a player, logs out everywhere, and is audited with the reason', async () => {
    const [admin, other] = [await makeAdmin(), await makeAdmin()]
    const cookie = await beginSession(other.userId)
    const demoted = platform.api(admin).players.demote({ userId: other.userId, reason: 'Left the team.' })
    expect(await demoted).toEqual({ callsign: other.callsign })
    expect(await platform.apiContext().request.sessions.recognise(cookie)).toBeNull()
    expect(await auditOf(other.userId, 'user.demoted')).toEqual([{ reason: 'Left the team.' }])
    const again = platform.api(admin).players.demote({ userId: other.userId, reason: 'Again.' })
    await expect(again).rejects.toMatchObject(refusal('not-administrator'))
  })

  it('of two who demote each other at once leaves one', async () => {
    for (let n = 0; n < 5; n++) {
      await platform.db.update(users).set({ role: 'player' }).where(eq(users.role, 'admin'))
      const [one, other] = [await makeAdmin(), await makeAdmin()]
      const outcomes = await Promise.allSettled([
        platform.api(one).players.demote({ userId: other.userId, reason: 'Duel.' }),
        platform.api(other).players.demote({ userId: one.userId, reason: 'Duel.' }),
      ])
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
      expect(await platform.db.$count(users, eq(users.role, 'admin'))).toBe(1)
    }
  })

  it('of the last administrator is the operator’s alone', async () => {
    await platform.db.update(users).set({ role: 'player' }).where(eq(users.role, 'admin'))
    const admin = await makeAdmin()
    const act = () => platform.api(admin).players.demote({ userId: admin.userId, reason: 'Tired.' })
    await expect(act()).rejects.toMatchObject(refusal('last-administrator'))
    const other = await makeAdmin()
    await act()
    await setRole(platform.ctx(SYSTEM), { who: other.callsign, role: 'player' })
    expect(await platform.db.$count(users, eq(users.role, 'admin'))).toBe(0)
  })
})
