import { randomBytes, randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { users } from '#db/schema/platform/identity.ts'
import { createCaller } from '#server/trpc/router.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { createAdminInvite } from './create-admin-invite.ts'
import { issueResetLink } from './issue-reset-link.ts'
import { toActor } from './person.ts'
import { signUp } from './sign-up.ts'

const platform = useTestPlatform()
const SYSTEM = { kind: 'system', job: 'test' } as const
const GOOD = 'tulip gravel ocean mint'

const stranger = () => {
  const at = platform.apiContext()
  return createCaller({ ...at, request: { ...at.request, ipAddress: randomUUID() } })
}
const newPerson = () => {
  const callsign = `pilot-${randomBytes(4).toString('hex')}`
  return { callsign, email: `${callsign}@example.test` }
}
async function newcomer() {
  const person = newPerson()
  const made = await signUp(platform.ctx(SYSTEM), { ...person, password: GOOD, ipAddress: 'test' })
  if (!made) throw new Error('nobody signed up')
  return { ...toActor(made), email: person.email }
}
const refused = (field: string) => ({
  code: 'BAD_REQUEST',
  cause: { issues: [{ path: field, message: expect.stringContaining('three or more words') as string }] },
})

/** Every way to set a password, with the name of its field. */
const DOORS: [string, string, (password: string) => Promise<unknown>][] = [
  ['signing up', 'password', (password) => stranger().identity.signUp({ ...newPerson(), password })],
  [
    'signing up by the API',
    'password',
    (password) => stranger().identity.register({ ...newPerson(), password }),
  ],
  [
    'the first administrator',
    'account.password',
    async (password) => {
      await platform.db.update(users).set({ role: 'player' })
      const token = await createAdminInvite(platform.ctx(SYSTEM))
      return stranger().identity.acceptAdminInvite({
        token: token ?? '',
        account: { ...newPerson(), password },
      })
    },
  ],
  [
    'a change of password',
    'newPassword',
    async (newPassword) =>
      platform.api(await newcomer()).identity.changePassword({ currentPassword: GOOD, newPassword }),
  ],
  [
    'the link to a new password',
    'newPassword',
    async (newPassword) => {
      const { callsign } = await newcomer()
      const { url } = await issueResetLink(platform.ctx(SYSTEM), { who: callsign })
      return stranger().recovery.resetPassword({ token: url.split('/reset/')[1] ?? '', newPassword })
    },
  ],
  [
    'a recovery code',
    'newPassword',
    async (newPassword) => {
      const ann = await newcomer()
      const { codes } = await platform.api(ann).recovery.createCodes()
      return stranger().recovery.withCode({ email: ann.email, code: codes[0] ?? '', newPassword })
    },
  ],
]

describe.each(DOORS)('at the door of %s', (_door, field, setPassword) => {
  beforeEach(() => platform.clock.set(0))

  it.each(['iloveyoubabygirl', 'manchesterunited', 'Manchester-United-2019'])(
    '%s is refused beside its field',
    async (password) => {
      await expect(setPassword(password)).rejects.toMatchObject(refused(field))
    },
  )

  it('the name of a region is refused', async () => {
    // Letters only, and no two regions with one name.
    const letters = [...randomBytes(8)].map((byte) => String.fromCharCode(97 + (byte % 26))).join('')
    const displayName = `Zorvath${letters} Union`
    await makeRegion(platform, { displayName })
    await expect(setPassword(`${displayName} 2102`)).rejects.toMatchObject(refused(field))
  })
})

describe('a weak password', () => {
  it('leaves nothing behind: no account, and the old password stays', async () => {
    const person = newPerson()
    await stranger()
      .identity.signUp({ ...person, password: 'manchesterunited' })
      .catch(() => undefined)
    expect(await platform.db.$count(users, eq(users.callsign, person.callsign))).toBe(0)
  })
})
