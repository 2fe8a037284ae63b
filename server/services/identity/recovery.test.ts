import { randomBytes, randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { accountLinks, recoveryCodes } from '#db/schema/platform/account-access.ts'
import { mails } from '#db/schema/platform/mail.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { OPERATOR_LINK_MS, RESET_LINK_MS } from '#server/domain/identity/account-links.ts'
import { RECOVERY_CODES } from '#server/domain/identity/recovery-codes.ts'
import { type Mail } from '#server/mail/mail-port.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type UserActor } from '../require-actor.ts'
import { issueResetLink } from './issue-reset-link.ts'
import { listAccounts } from './list-accounts.ts'
import { setRole } from './set-role.ts'
import { signUp } from './sign-up.ts'
import { toActor } from './person.ts'
import { writePasswordReset } from './write-password-reset.ts'

const sent: Mail[] = []
const platform = useTestPlatform({
  mail: () => ({
    send: (mail) => {
      sent.push(mail)
      return Promise.resolve({ ok: true })
    },
    close: () => undefined,
  }),
})

const SYSTEM = { kind: 'system', job: 'test' } as const
const OLD = 'tulip gravel ocean mint'
const NEW = 'seven quiet harbour lamps'

type Someone = UserActor & { email: string }

async function newcomer(): Promise<Someone> {
  const callsign = `pilot-${randomBytes(4).toString('hex')}`
  const email = `${callsign}@example.test`
  const person = await signUp(platform.ctx(SYSTEM), { email, callsign, password: OLD, ipAddress: 'test' })
  if (!person) throw new Error('nobody signed up')
  return { ...toActor(person), email }
}

/** Everybody of a test asks from an address of their own: limits are by address. */
const apiFrom = (ipAddress: string = randomUUID()) => {
  const at = platform.apiContext()
  return platform.apiOf({ ...at, request: { ...at.request, ipAddress } })
}

const askForLink = async (person: Someone) => {
  await apiFrom().recovery.forgotPassword({ email: person.email })
  await platform.runOutbox()
  return /\/reset\/([\w-]+)/.exec(sent.at(-1)?.text ?? '')?.[1] ?? ''
}
const isLetIn = (person: Someone, password: string) =>
  apiFrom()
    .identity.token({ email: person.email, password })
    .then(
      () => true,
      () => false,
    )
const auditOf = async (person: Someone, action: string) =>
  (
    await platform.db
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.subjectId, person.userId), eq(auditLog.action, action)))
  ).map(({ detail }) => detail)

beforeEach(() => {
  platform.clock.set(0)
  sent.length = 0
})

describe('a forgotten password', () => {
  it('is replaced by the link of a mail, once, and whoever knew the old one is logged out', async () => {
    const ann = await newcomer()
    const { sessions } = platform.apiContext().request
    const cookie = (await sessions.begin(ann.userId, { ipAddress: null, userAgent: null }, new Date())).split(
      ';',
    )[0]
    const tokens = await apiFrom().identity.token({ email: ann.email, password: OLD })
    const token = await askForLink(ann)
    expect(await apiFrom().recovery.resetLink({ token })).toEqual({
      callsign: ann.callsign,
      email: ann.email,
    })

    await apiFrom().recovery.resetPassword({ token, newPassword: NEW })
    expect(await isLetIn(ann, NEW)).toBe(true)
    expect(await isLetIn(ann, OLD)).toBe(false)
    expect(await sessions.recognise(cookie ?? null)).toBeNull()
    await expect(apiFrom().identity.refresh({ refreshToken: tokens.refreshToken })).rejects.toMatchObject({
      code: 'UNAUTHORIZED',
    })
    await expect(apiFrom().recovery.resetPassword({ token, newPassword: NEW })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    expect(await auditOf(ann, 'user.password-reset')).toEqual([{ by: 'link' }])
    await platform.runOutbox()
    expect(sent.at(-1)).toMatchObject({ to: ann.email, subject: 'Your password was reset' })
  })

  it('is replaced by one of two who use its link at once', async () => {
    const ann = await newcomer()
    const token = await askForLink(ann)
    const tries = await Promise.allSettled(
      [NEW, `${NEW} again`].map((newPassword) => apiFrom().recovery.resetPassword({ token, newPassword })),
    )
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('keeps its link when the new one is too weak, and loses it after half an hour', async () => {
    const ann = await newcomer()
    const token = await askForLink(ann)
    await expect(
      apiFrom().recovery.resetPassword({ token, newPassword: 'passwordpassword' }),
    ).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    platform.clock.advance(RESET_LINK_MS - 60_000)
    expect((await apiFrom().recovery.resetLink({ token })).callsign).toBe(ann.callsign)
    platform.clock.advance(61_000)
    await expect(apiFrom().recovery.resetLink({ token })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(apiFrom().recovery.resetPassword({ token, newPassword: NEW })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('ends the other links that were asked for', async () => {
    const ann = await newcomer()
    const [first, second] = [await askForLink(ann), await askForLink(ann)]
    expect(first).not.toBe(second)
    await apiFrom().recovery.resetPassword({ token: second, newPassword: NEW })
    await expect(apiFrom().recovery.resetPassword({ token: first, newPassword: OLD })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('tells nobody who has an account: the request does the same for every address', async () => {
    const ann = await newcomer()
    const nobody = `nobody-${randomUUID()}@example.test`
    for (const email of [ann.email, nobody]) {
      expect(await apiFrom().recovery.forgotPassword({ email })).toBeUndefined()
      expect(await platform.db.$count(accountLinks, eq(accountLinks.address, email))).toBe(0)
    }
    expect(await platform.runOutbox()).toContain('write-password-reset')
    expect(sent.map(({ to }) => to).filter((to) => [ann.email, nobody].includes(to))).toEqual([ann.email])
  })

  it('does not flood a mailbox: a fourth link within an hour is not mailed, by whomever it is asked for', async () => {
    const ann = await newcomer()
    for (let n = 0; n < 5; n++) await askForLink(ann)
    expect(sent.filter(({ to }) => to === ann.email)).toHaveLength(3)
  })

  it('is one link and one mail, however often the job runs', async () => {
    const ann = await newcomer()
    const requestId = randomUUID()
    for (let n = 0; n < 2; n++)
      await writePasswordReset(platform.ctx(SYSTEM), { requestId, email: ann.email })
    expect(await platform.db.$count(accountLinks, eq(accountLinks.userId, ann.userId))).toBe(1)
    expect(await platform.db.$count(mails, eq(mails.userId, ann.userId))).toBe(1)
  })

  it('is in no table: neither link nor mail can be read back, and an administrator sees no link', async () => {
    const ann = await newcomer()
    const token = await askForLink(ann)
    const rows = await platform.db.select().from(accountLinks).where(eq(accountLinks.userId, ann.userId))
    const [mail] = await platform.db.select().from(mails).where(eq(mails.userId, ann.userId))
    expect(JSON.stringify([rows, mail])).not.toContain(token)
    const admin = { kind: 'user', userId: ann.userId, callsign: 'x', role: 'admin' } as const
    const seen = await platform.api(admin).mail.get({ id: mail?.id ?? '' })
    expect(seen.text).toContain('/reset/(only-in-the-mail)')
    expect(seen.text).not.toContain(token)
  })
})

describe('recovery codes', () => {
  const make = (person: Someone) => platform.api(person).recovery.createCodes()

  it('open an account, once each, and end its sessions', async () => {
    const ann = await newcomer()
    const { codes } = await make(ann)
    expect(new Set(codes).size).toBe(RECOVERY_CODES)
    const [code = '', other = ''] = codes
    const typed = ` ${code.toLowerCase().replaceAll('-', ' ')} `
    await apiFrom().recovery.withCode({ email: ann.email, code: typed, newPassword: NEW })
    expect(await isLetIn(ann, NEW)).toBe(true)
    await expect(
      apiFrom().recovery.withCode({ email: ann.email, code, newPassword: OLD }),
    ).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    expect(await platform.api(ann).recovery.codes()).toMatchObject({ codesLeft: RECOVERY_CODES - 1 })
    await apiFrom().recovery.withCode({ email: ann.email, code: other, newPassword: OLD })
    expect(await auditOf(ann, 'user.password-reset')).toEqual([
      { by: 'recovery-code' },
      { by: 'recovery-code' },
    ])
  })

  it('are of one account: those of another open nothing, and new ones end the earlier', async () => {
    const [ann, ben] = [await newcomer(), await newcomer()]
    const { codes: hers } = await make(ann)
    const { codes: his } = await make(ben)
    const tryCode = (email: string, code: string) =>
      apiFrom().recovery.withCode({ email, code, newPassword: NEW })
    const messages = await Promise.all(
      [tryCode(ann.email, his[0] ?? ''), tryCode('nobody@example.test', hers[0] ?? '')].map((attempt) =>
        attempt.catch((error: unknown) => (error as Error).message),
      ),
    )
    expect(new Set(messages).size).toBe(1)
    await make(ann)
    await expect(tryCode(ann.email, hers[0] ?? '')).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    expect(await isLetIn(ann, OLD)).toBe(true)
  })

  it('need a log-in just before to be made, are audited and told, and stored as hashes', async () => {
    const ann = await newcomer()
    await expect(
      platform.api({ ...ann, proof: { provenAt: new Date(0) } }).recovery.createCodes(),
    ).rejects.toMatchObject({ code: 'FORBIDDEN', cause: { reason: 'step-up' } })
    await expect(platform.api().recovery.createCodes()).rejects.toMatchObject({
      code: 'UNAUTHORIZED',
    })
    expect(await platform.api(ann).recovery.codes()).toEqual({ codesLeft: 0, madeAt: null })
    const { codes } = await make(ann)
    expect(await auditOf(ann, 'user.recovery-codes-made')).toHaveLength(1)
    const rows = await platform.db.select().from(recoveryCodes).where(eq(recoveryCodes.userId, ann.userId))
    for (const code of codes) expect(JSON.stringify(rows)).not.toContain(code.replaceAll('-', ''))
    await platform.runOutbox()
    expect(sent.at(-1)).toMatchObject({ to: ann.email, subject: 'New recovery codes were made' })
  })

  it('are not guessed: one address has twenty tries an hour', async () => {
    const ann = await newcomer()
    const api = apiFrom('203.0.113.7')
    const guess = () => api.recovery.withCode({ email: ann.email, code: 'AAAA', newPassword: NEW })
    for (let n = 0; n < 20; n++) await guess().catch(() => undefined)
    await expect(guess()).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' })
  })
})

describe('the operator', () => {
  it('gives out a link to a new password, which works for a day', async () => {
    const ann = await newcomer()
    const { url, callsign } = await issueResetLink(platform.ctx(SYSTEM), { who: ann.callsign.toUpperCase() })
    expect(callsign).toBe(ann.callsign)
    platform.clock.advance(OPERATOR_LINK_MS - 60_000)
    await apiFrom().recovery.resetPassword({ token: url.split('/reset/')[1] ?? '', newPassword: NEW })
    expect(await isLetIn(ann, NEW)).toBe(true)
    expect(await auditOf(ann, 'user.reset-issued')).toEqual([{ job: 'test' }])
  })

  it('makes administrators and players, who are logged out', async () => {
    const ann = await newcomer()
    const ctx = platform.ctx(SYSTEM)
    const { sessions } = platform.apiContext().request
    const begin = async () =>
      (await sessions.begin(ann.userId, { ipAddress: null, userAgent: null }, new Date())).split(';')[0] ??
      null
    const asPlayer = await begin()
    expect(await setRole(ctx, { who: ann.email, role: 'admin' })).toMatchObject({ changed: true })
    expect(await sessions.recognise(asPlayer), 'whoever has an old cookie gains no role').toBeNull()
    expect(await setRole(ctx, { who: ann.email, role: 'admin' })).toMatchObject({ changed: false })
    expect((await listAccounts(ctx, { text: null })).map(({ callsign }) => callsign)).toContain(ann.callsign)
    const cookie = await begin()
    expect((await sessions.recognise(cookie))?.user.role).toBe('admin')
    await setRole(ctx, { who: ann.callsign, role: 'player' })
    expect(await sessions.recognise(cookie ?? null)).toBeNull()
    expect((await listAccounts(ctx, { text: null })).map(({ callsign }) => callsign)).not.toContain(
      ann.callsign,
    )
    expect(await listAccounts(ctx, { text: ann.email.slice(0, 12) })).toMatchObject([{ email: ann.email }])
    expect(await listAccounts(ctx, { text: '100%' })).toEqual([])
    expect(await auditOf(ann, 'user.promoted')).toHaveLength(1)
    expect(await auditOf(ann, 'user.demoted')).toHaveLength(1)
  })

  it('is nobody else: not even an administrator, and nobody is not found', async () => {
    const ann = await newcomer()
    for (const actor of [{ ...ann, role: 'admin' as const }, { kind: 'anonymous' as const }]) {
      const ctx = platform.ctx(actor)
      for (const call of [
        () => issueResetLink(ctx, { who: ann.email }),
        () => setRole(ctx, { who: ann.email, role: 'admin' }),
        () => listAccounts(ctx, { text: null }),
      ])
        await expect(call()).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
    await expect(issueResetLink(platform.ctx(SYSTEM), { who: 'nobody@example.test' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})
