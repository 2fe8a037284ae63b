import { randomBytes, randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { adminInvitations } from '#db/schema/platform/admin-invitations.ts'
import { notifications, users } from '#db/schema/platform/identity.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { ADMIN_INVITATIONS_MAX } from '#server/domain/identity/admin-invitations.ts'
import { INVITATION_DAYS } from '#server/domain/membership/invitation-rules.ts'
import { DAY_MS } from '#server/domain/utc-day.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type UserActor } from '../require-actor.ts'
import { setRole } from './set-role.ts'
import { signUp } from './sign-up.ts'
import { toActor } from './person.ts'

const platform = useTestPlatform()
const PASSWORD = 'violet lantern over harbour'
const SYSTEM = { kind: 'system', job: 'test' } as const
const WHY = 'Helps with reports.'

type Account = UserActor & { email: string }
async function makeAccount(): Promise<Account> {
  const callsign = `p${randomBytes(5).toString('hex')}`
  const email = `${callsign}@example.test`
  const person = await signUp(platform.ctx(SYSTEM), {
    ...{ email, callsign, password: PASSWORD, ipAddress: randomUUID() },
  })
  if (!person) throw new Error('the account was not made')
  return { ...toActor(person), email }
}
const makeAdmin = () => makeUser(platform, { role: 'admin' })

const invite = async (admin: UserActor, { userId }: { userId: string }) => {
  await platform.api(admin).adminInvites.invitePlayer({ userId, reason: WHY })
  const [row] = await platform.db
    .select({ id: adminInvitations.id })
    .from(adminInvitations)
    .where(eq(adminInvitations.userId, userId))
    .orderBy(adminInvitations.invitedAt)
    .limit(1)
  return row?.id ?? ''
}
const accept = (who: UserActor, invitationId: string, password = PASSWORD) =>
  platform.api(who).adminInvites.accept({ invitationId, password })

const inviteAddress = async (admin: UserActor, email: string) => {
  const { url } = await platform.api(admin).adminInvites.inviteAddress({ email, reason: WHY })
  return url?.split('/').at(-1) ?? ''
}
const apiFrom = (actor?: UserActor) => {
  const at = platform.apiContext(actor)
  return platform.apiOf({ ...at, request: { ...at.request, ipAddress: randomUUID() } })
}
const openLink = (token: string, email: string, callsign = `p${randomBytes(5).toString('hex')}`) =>
  apiFrom().identity.acceptAdminInvite({ token, account: { email, callsign, password: PASSWORD } })

const roleOf = async (userId: string) =>
  (await platform.db.select().from(users).where(eq(users.id, userId)))[0]?.role
const auditOf = async (subjectId: string, action: string) =>
  (
    await platform.db
      .select({ detail: auditLog.detail, actorId: auditLog.actorId })
      .from(auditLog)
      .where(and(eq(auditLog.subjectId, subjectId), eq(auditLog.action, action)))
  ).map((row) => row)
const gone = { code: 'NOT_FOUND' }
const refusal = (reason: string) => ({ code: 'CONFLICT', cause: { reason } })

beforeEach(async () => {
  platform.clock.set(0)
  await platform.db.delete(adminInvitations)
})

describe('an invitation of a player', () => {
  it('is told, listed, audited with its reason, and accepted once with the password', async () => {
    const [admin, ann] = [await makeAdmin(), await makeAccount()]
    const id = await invite(admin, ann)
    const told = await platform.db.select().from(notifications).where(eq(notifications.userId, ann.userId))
    expect(told.map(({ kind, href }) => [kind, href])).toContainEqual(['account.admin-invited', '/account'])
    const { items } = await platform.api(admin).adminInvites.list()
    expect(items).toMatchObject([{ id, callsign: ann.callsign, invitedBy: admin.callsign }])
    expect(await platform.api(ann).adminInvites.mine()).toMatchObject({ id, invitedBy: admin.callsign })
    expect(await auditOf(ann.userId, 'admin-invitation.made')).toMatchObject([
      { actorId: admin.userId, detail: { reason: WHY } },
    ])

    await expect(accept(ann, id, 'not the right password')).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    expect(await roleOf(ann.userId)).toBe('player')
    await accept(ann, id)
    expect(await roleOf(ann.userId)).toBe('admin')
    expect(await auditOf(ann.userId, 'user.promoted')).toMatchObject([
      { detail: { invitationId: id, invitedBy: admin.userId } },
    ])
    await expect(accept(ann, id)).rejects.toMatchObject(gone)
    expect(await platform.api(admin).adminInvites.list()).toEqual({ items: [] })
  })

  it('is nobody else’s: not to accept, not to decline, not to see', async () => {
    const [admin, ann, eve] = [await makeAdmin(), await makeAccount(), await makeAccount()]
    const id = await invite(admin, ann)
    await expect(accept(eve, id)).rejects.toMatchObject(gone)
    await expect(platform.api(eve).adminInvites.decline({ invitationId: id })).rejects.toMatchObject(gone)
    expect(await platform.api(eve).adminInvites.mine()).toBeNull()
    await expect(platform.api(eve).adminInvites.list()).rejects.toMatchObject({ code: 'FORBIDDEN' })
    for (const act of [
      platform.api(eve).adminInvites.invitePlayer({ userId: eve.userId, reason: WHY }),
      platform.api(eve).adminInvites.inviteAddress({ email: eve.email, reason: WHY }),
      platform.api(eve).adminInvites.revoke({ invitationId: id, reason: WHY }),
    ])
      await expect(act).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(await roleOf(eve.userId)).toBe('player')
  })

  it('can be declined and revoked, each once, and is over then', async () => {
    const [admin, ann] = [await makeAdmin(), await makeAccount()]
    const first = await invite(admin, ann)
    const decline = () => platform.api(ann).adminInvites.decline({ invitationId: first })
    await decline()
    await decline()
    expect(await auditOf(ann.userId, 'admin-invitation.declined')).toHaveLength(1)
    await expect(accept(ann, first)).rejects.toMatchObject(gone)
    const revoke = (invitationId: string) =>
      platform.api(admin).adminInvites.revoke({ invitationId, reason: 'A mistake.' })
    await expect(revoke(first)).rejects.toMatchObject(refusal('invitation-over'))
    await expect(revoke(randomUUID())).rejects.toMatchObject(gone)

    await platform.db.delete(adminInvitations)
    const second = await invite(admin, ann)
    await revoke(second)
    await expect(accept(ann, second)).rejects.toMatchObject(gone)
    expect(await auditOf(ann.userId, 'admin-invitation.revoked')).toMatchObject([
      { detail: { reason: 'A mistake.' } },
    ])
  })

  it('ends after 14 days; then another can be made', async () => {
    const [admin, ann] = [await makeAdmin(), await makeAccount()]
    const id = await invite(admin, ann)
    platform.clock.advance(INVITATION_DAYS * DAY_MS)
    await expect(accept(ann, id)).rejects.toMatchObject(gone)
    expect(await platform.api(ann).adminInvites.mine()).toBeNull()
    await invite(admin, ann)
    expect((await platform.api(ann).adminInvites.mine())?.id).not.toBe(id)
  })

  it('ends when who made it is demoted, and stays over when they come back', async () => {
    const [admin, maker, ann] = [await makeAdmin(), await makeAdmin(), await makeAccount()]
    const id = await invite(maker, ann)
    await platform.api(admin).players.demote({ userId: maker.userId, reason: 'Left.' })
    await expect(accept(ann, id)).rejects.toMatchObject(gone)
    await setRole(platform.ctx(SYSTEM), { who: maker.callsign, role: 'admin' })
    await expect(accept(ann, id)).rejects.toMatchObject(gone)
    expect(await platform.api(admin).adminInvites.list()).toEqual({ items: [] })
  })

  it('made while its maker is being demoted makes no administrator afterwards', async () => {
    const admin = await makeAdmin()
    for (let n = 0; n < 5; n++) {
      const [maker, ann] = [await makeAdmin(), await makeAccount()]
      await Promise.allSettled([
        platform.api(admin).players.demote({ userId: maker.userId, reason: 'Left.' }),
        platform.api(maker).adminInvites.invitePlayer({ userId: ann.userId, reason: WHY }),
      ])
      expect(await platform.api(ann).adminInvites.mine()).toBeNull()
    }
  })

  it('is one, however often it is made, and for who can be one', async () => {
    const [admin, other, ann] = [await makeAdmin(), await makeAdmin(), await makeAccount()]
    await Promise.all([invite(admin, ann), invite(other, ann)])
    expect((await platform.api(admin).adminInvites.list()).items).toHaveLength(1)
    await expect(invite(admin, other)).rejects.toMatchObject(refusal('already-administrator'))
    await expect(invite(admin, { userId: randomUUID() })).rejects.toMatchObject(gone)
    const ben = await makeAccount()
    await platform.db.update(users).set({ confirmedAt: null }).where(eq(users.id, ben.userId))
    await expect(invite(admin, ben)).rejects.toMatchObject(refusal('unconfirmed'))
    const eve = await makeAccount()
    await platform.api(admin).players.suspend({ userId: eve.userId, reason: WHY, text: WHY, days: 1 })
    await expect(invite(admin, eve)).rejects.toMatchObject(refusal('suspended'))
    platform.clock.advance(DAY_MS + 1)
    await accept(eve, await invite(admin, eve))
    expect(await roleOf(eve.userId)).toBe('admin')
  })

  it('is refused beyond twenty open ones', async () => {
    const admin = await makeAdmin()
    for (let n = 0; n < ADMIN_INVITATIONS_MAX; n++) await inviteAddress(admin, `guest${n}@example.test`)
    await expect(inviteAddress(admin, 'one-more@example.test')).rejects.toMatchObject(
      refusal('too-many-invitations'),
    )
  })
})

describe('an invitation of an address', () => {
  const newAddress = () => `guest-${randomBytes(5).toString('hex')}@example.test`

  it('is a link that makes the administrator, once; asked again it is the same, and no table has it', async () => {
    const admin = await makeAdmin()
    const email = newAddress()
    const token = await inviteAddress(admin, email)
    expect(await inviteAddress(admin, email)).toBe(token)
    expect(JSON.stringify(await platform.db.select().from(adminInvitations))).not.toContain(token)
    await openLink(token, email)
    const [made] = await platform.db.select().from(users).where(eq(users.email, email))
    expect(made?.role).toBe('admin')
    expect(await auditOf(made?.id ?? '', 'admin-invitation.accepted')).toMatchObject([
      { detail: { invitedBy: admin.userId } },
    ])
    await expect(openLink(token, email)).rejects.toMatchObject(gone)
  })

  it('opens nothing for another address, with or without an account', async () => {
    const [admin, eve] = [await makeAdmin(), await makeAccount()]
    const token = await inviteAddress(admin, newAddress())
    await expect(openLink(token, newAddress())).rejects.toMatchObject(refusal('other-address'))
    const asEve = apiFrom(eve).identity.acceptAdminInvite({ token, account: null })
    await expect(asEve).rejects.toMatchObject(refusal('other-address'))
    await expect(apiFrom().identity.acceptAdminInvite({ token, account: null })).rejects.toMatchObject({
      code: 'UNAUTHORIZED',
    })
    expect(await roleOf(eve.userId)).toBe('player')
  })

  it('serves who signed up with the address in the meantime, logged in', async () => {
    const admin = await makeAdmin()
    const ann = await makeAccount()
    await platform.db.update(users).set({ email: newAddress() }).where(eq(users.id, ann.userId))
    const token = await inviteAddress(admin, ann.email)
    await platform.db.update(users).set({ email: ann.email }).where(eq(users.id, ann.userId))
    await expect(openLink(token, ann.email)).rejects.toMatchObject(refusal('log-in-first'))
    await apiFrom(ann).identity.acceptAdminInvite({ token, account: null })
    expect(await roleOf(ann.userId)).toBe('admin')
  })

  it('of an account invites the account, without a link', async () => {
    const [admin, ann] = [await makeAdmin(), await makeAccount()]
    const invited = await platform.api(admin).adminInvites.inviteAddress({ email: ann.email, reason: WHY })
    expect(invited).toEqual({ callsign: ann.callsign, url: null })
    expect(await platform.api(ann).adminInvites.mine()).not.toBeNull()
  })

  it('can be declined by who holds the link, revoked, and ends with its maker and by time', async () => {
    const [admin, maker] = [await makeAdmin(), await makeAdmin()]
    const declined = newAddress()
    const token = await inviteAddress(admin, declined)
    await apiFrom().adminInvites.declineLink({ token })
    await expect(openLink(token, declined)).rejects.toMatchObject(gone)
    await expect(apiFrom().adminInvites.declineLink({ token: 'no-such' })).rejects.toMatchObject(gone)

    const revoked = newAddress()
    const second = await inviteAddress(admin, revoked)
    const [row] = (await platform.api(admin).adminInvites.list()).items
    await platform.api(admin).adminInvites.revoke({ invitationId: row?.id ?? '', reason: 'No.' })
    await expect(openLink(second, revoked)).rejects.toMatchObject(gone)

    const late = newAddress()
    const third = await inviteAddress(admin, late)
    platform.clock.advance(INVITATION_DAYS * DAY_MS)
    await expect(openLink(third, late)).rejects.toMatchObject(gone)

    const orphaned = newAddress()
    const fourth = await inviteAddress(maker, orphaned)
    await platform.api(admin).players.demote({ userId: maker.userId, reason: 'Left.' })
    await expect(openLink(fourth, orphaned)).rejects.toMatchObject(gone)
  })
})
