import { randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { users } from '#db/schema/platform/identity.ts'
import { CALLSIGN_SHAPE, callsignSkeleton } from '#server/domain/identity/callsign.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'

const platform = useTestPlatform()

const signUp = (callsign: string) => {
  const email = `${randomBytes(6).toString('hex')}@example.test`
  const context = platform.apiContext()
  const ipAddress = `2001:db8:${randomBytes(2).toString('hex')}:${randomBytes(2).toString('hex')}::1`
  const api = platform.apiOf({ ...context, request: { ...context.request, ipAddress } })
  return api.identity.signUp({ email, callsign, password: 'violet lantern over harbour' })
}
const isTaken = async (callsign: string) => {
  await expect(signUp(callsign)).rejects.toMatchObject({ code: 'CONFLICT' })
  const rows = await platform.db.select().from(users).where(eq(users.callsign, callsign))
  expect(rows).toEqual([])
}

describe('a new callsign', () => {
  it('cannot look like another: llse-Marrow beside Ilse-Marrow', async () => {
    await makeUser(platform, { callsign: 'Ilse-Marrow' })
    for (const callsign of ['llse-Marrow', '1lse-Marrow'.replace('1', 'L'), 'IlseMarrow', 'ILSE_MARROVV'])
      await isTaken(callsign)
  })

  it('cannot be Warden-0duya, Nexus-Admin or PayPal-Support', async () => {
    await makeUser(platform, { callsign: 'Warden-Oduya' })
    for (const callsign of ['Warden-0duya', 'Nexus-Admin', 'PayPal-Support'])
      await expect(signUp(callsign)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })

  it('goes to one of several who want one that looks the same at once', async () => {
    const wanted = ['Hollow-Pine', 'HoIIow-Pine', 'H0llow-Pine', 'Hollovv-Pine', 'hollowpine']
    const outcomes = await Promise.allSettled(wanted.map(signUp))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'CONFLICT' })
    const skeleton = callsignSkeleton('Hollow-Pine')
    expect(await platform.db.$count(users, eq(users.callsignSkeleton, skeleton))).toBe(1)
  })

  it('is refused by the database itself, whoever writes it', async () => {
    await makeUser(platform, { callsign: 'Corvid-Lane' })
    await expect(makeUser(platform, { callsign: 'Corvld-Lane' })).rejects.toMatchObject({
      cause: { constraint: 'users_callsign_skeleton_key' },
    })
  })

  it('is free again once an account that nobody confirmed is given up', async () => {
    const { userId } = await makeUser(platform, { callsign: 'Short-Stay' })
    await isTaken('Sh0rt-Stay')
    await platform.db.update(users).set({ callsign: 'Former-1' }).where(eq(users.id, userId))
    await signUp('Sh0rt-Stay')
  })
})

it('looks the same to the database and to the rule', async () => {
  const callsigns = fc.sample(fc.stringMatching(CALLSIGN_SHAPE), 300).map((text) => text.slice(0, 20))
  const made = new Map<string, string>()
  for (const callsign of callsigns) {
    const long = callsign.padEnd(3, 'x').replace(/[-_]$/, 'x')
    if (!made.has(callsignSkeleton(long))) made.set(callsignSkeleton(long), long)
  }
  const rows = await platform.db
    .insert(users)
    .values(
      [...made.values()].map((callsign, at) => ({
        ...{ callsign, email: `sample-${at}@example.test`, passwordHash: '!' },
        createdAt: new Date(),
      })),
    )
    .onConflictDoNothing()
    .returning({ callsign: users.callsign, skeleton: users.callsignSkeleton })
  expect(rows.length).toBeGreaterThan(100)
  for (const { callsign, skeleton } of rows) expect(skeleton).toBe(callsignSkeleton(callsign))
})
