import { randomBytes, randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { addressChanges } from '#db/schema/platform/account-access.ts'
import { users } from '#db/schema/platform/identity.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { CHANGE_LINK_MS, UNDO_LINK_MS } from '#server/domain/identity/account-links.ts'
import { type Mail } from '#server/mail/mail-port.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type UserActor } from '../require-actor.ts'
import { toActor } from './person.ts'
import { signUp } from './sign-up.ts'
import { sweepIdentity } from './sweep-identity.ts'

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
const PASSWORD = 'tulip gravel ocean mint'

const newName = () => `pilot-${randomBytes(4).toString('hex')}`
const newAddress = () => `${newName()}@example.test`
const stranger = () => {
  const at = platform.apiContext()
  return platform.apiOf({ ...at, request: { ...at.request, ipAddress: randomUUID() } })
}

async function newcomer(): Promise<UserActor & { email: string }> {
  const email = newAddress()
  const person = await signUp(platform.ctx(SYSTEM), {
    ...{ email, callsign: newName(), password: PASSWORD, ipAddress: 'test' },
  })
  if (!person) throw new Error('nobody signed up')
  return { ...toActor(person), email }
}
const emailOf = async ({ userId }: UserActor) =>
  (await platform.db.select({ email: users.email }).from(users).where(eq(users.id, userId)))[0]?.email
const linkTo = async (address: string, path: string) => {
  await platform.runOutbox()
  const found = sent.filter(({ to, text }) => to === address && text.includes(path)).at(-1)
  return found?.text.split(`${path}/`)[1]?.split(/\s/)[0] ?? ''
}
const ask = (person: UserActor, address: string) =>
  platform.api(person).address.change({ newAddress: address })
const agree = (end: 'approve' | 'accept', token: string) => stranger().address.agree({ end, token })

/** Moves an account with both agreements. */
async function move(person: UserActor & { email: string }, to: string) {
  await ask(person, to)
  await agree('accept', await linkTo(to, '/address/accept'))
  return agree('approve', await linkTo(person.email, '/address/approve'))
}

beforeEach(() => {
  platform.clock.set(0)
  sent.length = 0
})

describe('a change of address', () => {
  it.each([['approve', 'accept'] as const, ['accept', 'approve'] as const])(
    'happens once both addresses agree, %s first',
    async (...order) => {
      const ann = await newcomer()
      const to = newAddress()
      await ask(ann, to)
      const tokens = {
        approve: await linkTo(ann.email, '/address/approve'),
        accept: await linkTo(to, '/address/accept'),
      }
      expect(await stranger().address.link({ end: 'accept', token: tokens.accept })).toEqual({
        ...{ callsign: ann.callsign, oldAddress: null, newAddress: to },
      })
      expect(await agree(order[0], tokens[order[0]])).toEqual({ moved: false })
      expect(await emailOf(ann)).toBe(ann.email)
      await expect(agree(order[0], tokens[order[0]])).rejects.toMatchObject({ code: 'NOT_FOUND' })
      expect(await agree(order[1], tokens[order[1]])).toEqual({ moved: true })
      expect(await emailOf(ann)).toBe(to)
      await stranger().identity.token({ email: to, password: PASSWORD })
      await expect(stranger().identity.token({ email: ann.email, password: PASSWORD })).rejects.toMatchObject(
        { code: 'UNAUTHORIZED' },
      )
      const audited = await platform.db
        .select()
        .from(auditLog)
        .where(and(eq(auditLog.subjectId, ann.userId), eq(auditLog.action, 'user.address-changed')))
      expect(audited).toHaveLength(1)
    },
  )

  it('happens when both agree at the same moment', async () => {
    const ann = await newcomer()
    const to = newAddress()
    await ask(ann, to)
    const [approve, accept] = [
      await linkTo(ann.email, '/address/approve'),
      await linkTo(to, '/address/accept'),
    ]
    const answers = await Promise.all([agree('approve', approve), agree('accept', accept)])
    expect(answers.filter(({ moved }) => moved)).toHaveLength(1)
    expect(await emailOf(ann)).toBe(to)
  })

  it('is not made by who neither logged in just now nor reads the mails, nor with the link of the other end', async () => {
    const ann = await newcomer()
    await expect(
      platform.api({ ...ann, proof: { provenAt: new Date(0) } }).address.change({ newAddress: newAddress() }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN', cause: { reason: 'step-up' } })
    await expect(stranger().address.change({ newAddress: newAddress() })).rejects.toMatchObject({
      code: 'UNAUTHORIZED',
    })
    await expect(ask(ann, ann.email)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    const to = newAddress()
    await ask(ann, to)
    const accept = await linkTo(to, '/address/accept')
    await expect(agree('approve', accept)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(stranger().address.undo({ token: accept })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('ends with another request, and after three days', async () => {
    const ann = await newcomer()
    const [first, second] = [newAddress(), newAddress()]
    await ask(ann, first)
    const old = await linkTo(first, '/address/accept')
    await ask(ann, second)
    await expect(agree('accept', old)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const token = await linkTo(second, '/address/accept')
    platform.clock.advance(CHANGE_LINK_MS + 60_000)
    await expect(agree('accept', token)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await sweepIdentity(platform.ctx(SYSTEM))
    expect(await platform.db.$count(addressChanges, eq(addressChanges.userId, ann.userId))).toBe(0)
  })

  it('tells nobody but its owner that an address is taken', async () => {
    const [ann, ben] = [await newcomer(), await newcomer()]
    expect(await ask(ann, ben.email)).toBeUndefined()
    await platform.runOutbox()
    expect(sent.filter(({ to }) => to === ben.email).map(({ subject }) => subject)).toEqual([
      'You have an account already',
    ])
  })

  it('ends the links to a new password that the old address got', async () => {
    const ann = await newcomer()
    await stranger().recovery.forgotPassword({ email: ann.email })
    const token = await linkTo(ann.email, '/reset')
    await move(ann, newAddress())
    await expect(
      stranger().recovery.resetPassword({ token, newPassword: 'seven quiet harbour lamps' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('loses against who got the address in between', async () => {
    const ann = await newcomer()
    const to = newAddress()
    await ask(ann, to)
    await agree('accept', await linkTo(to, '/address/accept'))
    await signUp(platform.ctx(SYSTEM), {
      email: to,
      callsign: newName(),
      password: PASSWORD,
      ipAddress: 'test',
    })
    await expect(agree('approve', await linkTo(ann.email, '/address/approve'))).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    expect(await emailOf(ann)).toBe(ann.email)
  })
})

describe('taking a change back', () => {
  it('is possible for seven days from the old address: everybody is out, and it gets a new password', async () => {
    const ann = await newcomer()
    await move(ann, newAddress())
    const { sessions } = platform.apiContext().request
    const begun = await sessions.begin(ann.userId, { ipAddress: null, userAgent: null }, new Date())
    const token = await linkTo(ann.email, '/address/undo')
    platform.clock.advance(UNDO_LINK_MS - 60_000)
    expect(await stranger().address.undoLink({ token })).toEqual({
      ...{ callsign: ann.callsign, oldAddress: ann.email },
    })
    await stranger().address.undo({ token })
    expect(await emailOf(ann)).toBe(ann.email)
    expect(await sessions.recognise(begun.split(';')[0] ?? '')).toBeNull()
    const reset = await linkTo(ann.email, '/reset')
    await stranger().recovery.resetPassword({ token: reset, newPassword: 'seven quiet harbour lamps' })
    await expect(stranger().address.undo({ token })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('ends every way in that the change may have opened: password, codes, later links and requests', async () => {
    const ann = await newcomer()
    const thief = newAddress()
    await move(ann, thief)
    const undo = await linkTo(ann.email, '/address/undo')
    const { codes } = await platform.api(ann).recovery.createCodes()
    await stranger().recovery.forgotPassword({ email: thief })
    const reset = await linkTo(thief, '/reset')
    const further = newAddress()
    await ask(ann, further)
    const [approve, accept] = [
      await linkTo(thief, '/address/approve'),
      await linkTo(further, '/address/accept'),
    ]
    await agree('accept', accept)
    await stranger().address.undo({ token: undo })

    const newPassword = 'a thief would choose this one'
    await expect(stranger().identity.token({ email: ann.email, password: PASSWORD })).rejects.toMatchObject({
      code: 'UNAUTHORIZED',
    })
    await expect(
      stranger().recovery.withCode({ email: ann.email, code: codes[0] ?? '', newPassword }),
    ).rejects.toThrow()
    await expect(stranger().recovery.resetPassword({ token: reset, newPassword })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(agree('approve', approve)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await emailOf(ann)).toBe(ann.email)
  })

  it('is for good: an address in between cannot take it back again', async () => {
    const ann = await newcomer()
    const between = newAddress()
    await move(ann, between)
    const undo = await linkTo(ann.email, '/address/undo')
    platform.clock.advance(60_000)
    await move({ ...ann, email: between }, newAddress())
    const ofThief = await linkTo(between, '/address/undo')
    await stranger().address.undo({ token: undo })
    await expect(stranger().address.undo({ token: ofThief })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await emailOf(ann)).toBe(ann.email)
  })

  it('is impossible later', async () => {
    const ann = await newcomer()
    await move(ann, newAddress())
    const token = await linkTo(ann.email, '/address/undo')
    platform.clock.advance(UNDO_LINK_MS + 60_000)
    await expect(stranger().address.undo({ token })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('is not prevented by who takes the old address meanwhile', async () => {
    const ann = await newcomer()
    await move(ann, newAddress())
    const thief = await signUp(platform.ctx(SYSTEM), {
      ...{ email: ann.email, callsign: newName(), password: PASSWORD, ipAddress: 'test' },
    })
    expect(thief).toBeNull()
    await stranger().address.undo({ token: await linkTo(ann.email, '/address/undo') })
    expect(await emailOf(ann)).toBe(ann.email)
  })
})
