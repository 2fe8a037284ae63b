import { eq, isNull } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { adminInvites, users } from '#db/schema/platform/identity.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { randomToken, tokenHash } from '#server/auth/secrets.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { writtenActions } from '#server/testing/written-actions.ts'
import { createCaller } from '#server/trpc/router.ts'
import { acceptAdminInvite } from './accept-admin-invite.ts'
import { createAdminInvite } from './create-admin-invite.ts'

const platform = useTestPlatform()
const system = () => platform.ctx({ kind: 'system', job: 'start' })
const account = {
  email: 'first@example.test',
  callsign: 'Firstlight',
  password: 'violet lantern over harbour',
}
let addresses = 0

const invite = async () => {
  const token = await createAdminInvite(system())
  if (token === null) throw new Error('there is an administrator already')
  return token
}

const accept = (token: string, given: typeof account | null = account) =>
  acceptAdminInvite(platform.ctx(), { token, account: given, ipAddress: `192.0.2.${addresses++}` })

describe('the first administrator', () => {
  beforeEach(async () => {
    await platform.db.update(users).set({ role: 'player' })
  })

  it('signs up with the link, once, and is audited', async () => {
    const token = await invite()
    const admin = await accept(token)
    expect(admin).toMatchObject({ callsign: 'Firstlight', role: 'admin' })
    const log = await platform.db.select().from(auditLog).where(eq(auditLog.action, 'admin-invite.accepted'))
    expect(log[0]).toMatchObject({ actorId: admin.id, subjectId: admin.id })
    expect(await writtenActions(platform, null)).toContain('admin-invite.created')
    await expect(accept(token)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await createAdminInvite(system())).toBeNull()
  })

  it('can be an existing user who is logged in', async () => {
    const ada = await makeUser(platform)
    const context = platform.apiContext(ada)
    await createCaller(context).identity.acceptAdminInvite({ token: await invite(), account: null })
    const [row] = await platform.db.select().from(users).where(eq(users.id, ada.userId))
    expect(row?.role).toBe('admin')
    expect(context.request.responseHeaders.getSetCookie()).toHaveLength(2)
  })

  it('is asked to log in when the address has an account, and the link stays valid', async () => {
    const token = await invite()
    await accept(token, { ...account, email: 'second@example.test', callsign: 'Secondlight' })
    await platform.db.update(users).set({ role: 'player' })
    const next = await invite()
    const known = accept(next, { ...account, email: 'second@example.test', callsign: 'Thirdlight' })
    await expect(known).rejects.toMatchObject({ code: 'CONFLICT', reason: 'log-in-first' })
    await expect(accept(next, null)).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    await accept(next, { ...account, email: 'fourth@example.test', callsign: 'Fourthlight' })
  })

  it('needs a link from the last seven days; only its hash is stored', async () => {
    const token = await invite()
    expect(JSON.stringify(await platform.db.select().from(adminInvites))).not.toContain(token)
    platform.clock.advance(7 * 24 * 60 * 60_000 + 1_000)
    await expect(accept(token)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('can use the link of any start: later starts and other processes keep it valid and clear old ones', async () => {
    const old = await invite()
    platform.clock.advance(8 * 24 * 60 * 60_000)
    const [first] = [await invite(), await invite()]
    const kept = await platform.db.select({ hash: adminInvites.hash }).from(adminInvites)
    expect(kept.map(({ hash }) => hash)).not.toContain(tokenHash(old))
    await accept(first, { ...account, email: 'fifth@example.test', callsign: 'Fifthlight' })
  })

  it('makes all other links invalid', async () => {
    const token = await invite()
    const chosen = await makeUser(platform, { role: 'admin' })
    await expect(accept(token)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const ben = await makeUser(platform)
    const asBen = createCaller(platform.apiContext(ben)).identity.acceptAdminInvite({ token, account: null })
    await expect(asBen).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const admins = await platform.db.select({ id: users.id }).from(users).where(eq(users.role, 'admin'))
    expect(admins).toEqual([{ id: chosen.userId }])
  })

  it('is one of two concurrent users with different links', async () => {
    const tokens = [await invite(), randomToken()]
    const [row] = await platform.db.select().from(adminInvites).where(isNull(adminInvites.usedAt))
    if (!row) throw new Error('the link is kept')
    // As it is left when the platform makes a link while another is being used.
    await platform.db.insert(adminInvites).values({ ...row, hash: tokenHash(tokens[1] ?? '') })
    const people = await Promise.all([makeUser(platform), makeUser(platform)])
    const outcomes = await Promise.allSettled(
      people.map((person, i) =>
        acceptAdminInvite(platform.ctx(person), {
          token: tokens[i] ?? '',
          account: null,
          ipAddress: `198.51.100.${i}`,
        }),
      ),
    )
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await platform.db.$count(users, eq(users.role, 'admin'))).toBe(1)
  })

  it('gets the link from the platform only', async () => {
    const call = createAdminInvite(platform.ctx(await makeUser(platform)))
    await expect(call).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})
