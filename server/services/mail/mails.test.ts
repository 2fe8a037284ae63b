import { once } from 'node:events'
import { and, eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { users } from '#db/schema/platform/identity.ts'
import { mails } from '#db/schema/platform/mail.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { ATTEMPT_MS, ATTEMPTS_MAX, delayAfterAttempt } from '#server/domain/mail/mail-state.ts'
import { MAIL_SUBJECTS } from '#server/domain/mail/mail-subjects.ts'
import { createSmtpMail } from '#server/mail/smtp-mail.ts'
import { useBundledScript } from '#server/testing/bundled-script.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useSmtpServer } from '#server/testing/smtp-server.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { transact } from '../context.ts'
import { sweepIdentity } from '../identity/sweep-identity.ts'
import { notify, type Notice } from '../notifications/notify.ts'
import { type UserActor } from '../require-actor.ts'
import { sendMails } from './send-mails.ts'

const inbox = useSmtpServer()
const platform = useTestPlatform({
  mail: () => createSmtpMail({ url: inbox().url, from: 'Game <no-reply@game.example.test>' }),
})
const dying = useBundledScript('server/testing/mail-and-die.ts')

const SYSTEM = { kind: 'system', job: 'send-mails' } as const
const send = () => sendMails(platform.ctx(SYSTEM))
const tell = (person: UserActor, notice: Partial<Notice> = {}) =>
  transact(platform.ctx(), (tx) =>
    notify(tx, {
      userIds: [person.userId],
      kind: 'account.password-changed',
      title: 'Your password was changed',
      href: '/account/sessions',
      ...notice,
    }),
  )
const mailsTo = (person: UserActor) =>
  platform.db.select().from(mails).where(eq(mails.userId, person.userId)).orderBy(mails.createdAt)
const receivedBy = (person: UserActor) =>
  inbox().received.filter(({ to }) => to.includes(`${person.callsign}@example.test`))

beforeEach(() => {
  platform.clock.set(0)
  inbox().refusal = null
  inbox().received.length = 0
})

describe('a notice', () => {
  it('is mailed once the change is committed, in the words of the game', async () => {
    const ann = await makeUser(platform)
    await tell(ann)
    expect(receivedBy(ann)).toEqual([])
    expect(await platform.runOutbox()).toContain('send-mails')
    const [received] = receivedBy(ann)
    expect(received?.headers).toContain('Subject: Your password was changed')
    expect(received?.body).toContain('http://localhost:3000/account/sessions')
    expect(received?.headers).not.toContain('List-Unsubscribe')
    expect(await mailsTo(ann)).toMatchObject([{ state: 'sent', attempts: 1 }])
  })

  it('is not mailed when the change is undone', async () => {
    const ann = await makeUser(platform)
    await transact(platform.ctx(), async (tx) => {
      await notify(tx, { userIds: [ann.userId], kind: 'billing.flag', title: 'Something' })
      throw new Error('undone')
    }).catch(() => undefined)
    await send()
    expect(await mailsTo(ann)).toEqual([])
  })

  it('is mailed to whom it was shown, only about what they want, and once', async () => {
    const [ann, ben] = [await makeUser(platform), await makeUser(platform)]
    await platform.api(ben).mail.setPreferences({ enabled: ['vote-opened'] })
    for (const kind of ['policy.opened', 'policy.closing-soon', 'combat.defeated'])
      for (let time = 0; time < 2; time++)
        await tell(ann, { userIds: [ann.userId, ben.userId], kind, title: kind, href: '/votes', once: true })
    await send()
    const titles = async (person: UserActor) => (await mailsTo(person)).map(({ data }) => String(data.title))
    expect(await titles(ann)).toEqual(['policy.closing-soon'])
    expect(await titles(ben)).toEqual(['policy.opened'])
    expect(receivedBy(ben)).toHaveLength(1)
  })

  it('goes to nobody’s address: the demo’s people have none', async () => {
    const ann = await makeUser(platform)
    await platform.db.update(users).set({ email: 'ann@demo.example' }).where(eq(users.id, ann.userId))
    await tell(ann)
    expect(await mailsTo(ann)).toEqual([])
  })
})

describe('sending', () => {
  it('is tried again, later each time, and seen as failed in the end, until an administrator sends it again', async () => {
    const [ann, admin] = [await makeUser(platform), await makeUser(platform, { role: 'admin' })]
    inbox().refusal = { code: 451, of: 'recipient' }
    await tell(ann)
    await send()
    const [first] = await mailsTo(ann)
    expect(first).toMatchObject({ state: 'queued', attempts: 1 })
    expect(first?.lastError).toContain('Not taken')
    await send()
    expect(await mailsTo(ann)).toMatchObject([{ attempts: 1 }])
    for (let attempt = 1; attempt < ATTEMPTS_MAX; attempt++) {
      platform.clock.advance(delayAfterAttempt(attempt))
      await send()
    }
    expect(await mailsTo(ann)).toMatchObject([{ state: 'failed', attempts: ATTEMPTS_MAX }])

    const failed = await platform.api(admin).mail.list({ state: 'failed' })
    const entry = failed.items.find(({ callsign }) => callsign === ann.callsign)
    expect(entry?.lastError).toContain('Not taken')
    inbox().refusal = null
    const id = entry?.id ?? ''
    await platform.api(admin).mail.sendAgain({ id })
    await platform.runOutbox()
    expect(await mailsTo(ann)).toMatchObject([{ state: 'sent' }])
    const audited = await platform.db
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.action, 'mail.queued-again'), eq(auditLog.subjectId, id)))
    expect(audited).toHaveLength(1)
    await expect(platform.api(admin).mail.sendAgain({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('gives up at once what the server will never take', async () => {
    const ann = await makeUser(platform)
    inbox().refusal = { code: 550, of: 'recipient' }
    await tell(ann)
    await send()
    expect(await mailsTo(ann)).toMatchObject([{ state: 'failed', attempts: 1 }])
  })

  it('by several processes at once sends each mail once', async () => {
    const people = [await makeUser(platform), await makeUser(platform), await makeUser(platform)]
    for (const person of people) for (let n = 0; n < 5; n++) await tell(person)
    await Promise.all([send(), send(), send()])
    for (const person of people) expect(receivedBy(person)).toHaveLength(5)
  })

  it.each(['before', 'after'])('loses no mail to a process that is killed %s it left', async (moment) => {
    const ann = await makeUser(platform)
    await tell(ann)
    const child = dying.start(platform.url, inbox().url, moment)
    const [, signal] = (await once(child, 'exit')) as [number | null, string | null]
    expect(signal).toBe('SIGKILL')
    await send()
    expect(await mailsTo(ann)).toMatchObject([{ state: 'queued' }])
    platform.clock.advance(ATTEMPT_MS + 1_000)
    await send()
    expect(await mailsTo(ann)).toMatchObject([{ state: 'sent' }])
    // Killed after it left, it arrives twice: as one mail, for whoever reads its id.
    const ids = receivedBy(ann).map(({ headers }) => /^Message-ID: <([^@]+)/im.exec(headers)?.[1])
    expect(new Set(ids).size).toBe(1)
    expect(ids).toHaveLength(moment === 'before' ? 1 : 2)
  })

  it('is forgotten a month later, except what failed', async () => {
    const ann = await makeUser(platform)
    await tell(ann)
    await send()
    inbox().refusal = { code: 550, of: 'recipient' }
    await tell(ann)
    await send()
    platform.clock.advance(30 * 86_400_000 + 60_000)
    await sweepIdentity(platform.ctx(SYSTEM))
    expect(await mailsTo(ann)).toMatchObject([{ state: 'failed' }])
  })
})

describe('the outbox of an administrator', () => {
  it('lists mails and shows what each says; players have none', async () => {
    const [ann, admin] = [await makeUser(platform), await makeUser(platform, { role: 'admin' })]
    await tell(ann)
    await send()
    const api = platform.api(admin)
    const entry = (await api.mail.list({})).items.find(({ callsign }) => callsign === ann.callsign)
    expect(entry).toMatchObject({ kind: 'notice', state: 'sent' })
    const mail = await api.mail.get({ id: entry?.id ?? '' })
    expect(mail.subject).toBe('Your password was changed')
    expect(mail.text).toContain('http://localhost:3000/account/sessions')
    const player = platform.api(ann).mail
    for (const call of [
      () => player.list({}),
      () => player.get({ id: mail.id }),
      () => player.sendAgain({ id: mail.id }),
    ])
      await expect(call()).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(api.mail.get({ id: ann.userId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('one click', () => {
  const linkIn = (text: string) => /\/unsubscribe\/([\w.-]+)/.exec(text)?.[1] ?? ''

  it('ends mails of one sort without a log-in, and no others', async () => {
    const ann = await makeUser(platform)
    await tell(ann, { kind: 'recall.started', title: 'A recall' })
    await send()
    const token = linkIn(receivedBy(ann)[0]?.headers ?? '')
    const nobody = platform.api()
    expect(await nobody.mail.unsubscribeLink({ token })).toEqual({ label: 'Recall' })
    for (let time = 0; time < 2; time++) await nobody.mail.unsubscribe({ token })
    const { preferences } = await platform.api(ann).mail.preferences()
    expect(preferences.filter(({ enabled }) => enabled).map(({ subject }) => subject)).toEqual([
      'vote-closing',
      'membership',
      'own-region',
    ])
  })

  it('is refused with a link that was changed: it switches off nobody else’s mails', async () => {
    const [ann, ben] = [await makeUser(platform), await makeUser(platform)]
    await tell(ann, { kind: 'recall.started', title: 'A recall' })
    await send()
    const token = linkIn(receivedBy(ann)[0]?.headers ?? '')
    const [, subject, signature] = token.split('.')
    for (const forged of [
      `${ben.userId}.${subject}.${signature}`,
      `${ann.userId}.membership.${signature}`,
      `${ann.userId}.${subject}.`,
      `${ann.userId}.${subject}`,
      'x',
    ])
      await expect(platform.api().mail.unsubscribe({ token: forged })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      })
    const { preferences } = await platform.api(ben).mail.preferences()
    expect(preferences.find((one) => one.subject === 'recall')?.enabled).toBe(true)
  })

  it('is in every mail that can be switched off, and in no other', async () => {
    const ann = await makeUser(platform)
    await platform.api(ann).mail.setPreferences({ enabled: [...MAIL_SUBJECTS] })
    for (const kind of [
      'policy.passed',
      'treaty.active',
      'region.activated',
      'billing.payment-failed',
      'account.x',
    ])
      await tell(ann, { kind, title: kind })
    await send()
    const withLink = receivedBy(ann)
      .filter(({ headers }) => headers.includes('List-Unsubscribe-Post: List-Unsubscribe=One-Click'))
      .map(({ headers }) => /^Subject: (.*)$/m.exec(headers)?.[1])
    expect(withLink.sort()).toEqual(['policy.passed', 'region.activated', 'treaty.active'])
    expect(receivedBy(ann)).toHaveLength(5)
  })
})
