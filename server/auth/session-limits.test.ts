import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { sessions } from '#db/schema/platform/identity.ts'
import { makeUser } from '../testing/make-user.ts'
import { useTestPlatform } from '../testing/test-platform.ts'
import { createSessionStore } from './session-store.ts'

const platform = useTestPlatform()
const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const store = (adminIdleMinutes?: number) =>
  createSessionStore(platform.db, {
    secure: false,
    ...(adminIdleMinutes === undefined ? {} : { adminIdleMinutes }),
  })

async function begin(role: 'player' | 'admin', { ageMs = 0, idleMs = 0 }) {
  const { userId } = await makeUser(platform, { role })
  const at = new Date(Date.now() - ageMs)
  const cookie = (await store().begin(userId, { ipAddress: null, userAgent: null }, at)).split(';')[0] ?? ''
  const lastSeenAt = new Date(Date.now() - idleMs)
  const [row] = await platform.db
    .update(sessions)
    .set({ lastSeenAt })
    .where(eq(sessions.userId, userId))
    .returning()
  return { cookie, id: row?.id ?? '' }
}

describe('a session', () => {
  it.each([
    ['player', { ageMs: 91 * DAY_MS }],
    ['admin', { ageMs: 13 * 60 * MINUTE_MS }],
    ['admin', { ageMs: 60 * MINUTE_MS, idleMs: 32 * MINUTE_MS }],
  ] as const)('of a %s ends however long its cookie lasts: %o', async (role, times) => {
    const { cookie, id } = await begin(role, times)
    expect(await store().findLive([id])).toEqual(new Set())
    expect(await store().recognise(cookie)).toBeNull()
    expect(await platform.db.$count(sessions, eq(sessions.id, id))).toBe(0)
  })

  it.each([
    ['player', { ageMs: 89 * DAY_MS, idleMs: 20 * DAY_MS }],
    ['admin', { ageMs: 11 * 60 * MINUTE_MS, idleMs: 20 * MINUTE_MS }],
  ] as const)('of a %s lasts until then: %o', async (role, times) => {
    const { cookie, id } = await begin(role, times)
    expect(await store().findLive([id])).toEqual(new Set([id]))
    expect(await store().recognise(cookie)).not.toBeNull()
  })

  it('of an administrator may be idle for as long as the setting says', async () => {
    const { cookie } = await begin('admin', { ageMs: 60 * MINUTE_MS, idleMs: 32 * MINUTE_MS })
    expect(await store(40).recognise(cookie)).not.toBeNull()
  })

  it('that gets another id is opened by that one only', async () => {
    const { cookie, id } = await begin('player', {})
    const next = (await store().rotate(id))?.setCookie.split(';')[0] ?? ''
    expect(await store().recognise(cookie)).toBeNull()
    expect(await store().recognise(next)).not.toBeNull()
    expect(await store().rotate(id)).toBeNull()
  })
})
