import { eq } from 'drizzle-orm'
import { describe, expect, it, onTestFinished } from 'vitest'
import { notifications, users } from '#db/schema/platform/identity.ts'
import { NOTIFICATION_SUBJECTS } from '#server/domain/notifications/notification-subjects.ts'
import { USERS_MAX, type LiveEvent } from '#server/events/event-bus.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { transact } from '../context.ts'
import { sweepIdentity } from '../identity/sweep-identity.ts'
import { type UserActor } from '../require-actor.ts'
import { notify } from './notify.ts'

const platform = useTestPlatform()

const tell = (userIds: string[], title: string) =>
  transact(platform.ctx(), (tx) => notify(tx, { userIds, kind: 'test.told', title, href: '/regions' }))

/** What is announced until the test ends. */
function listen(): LiveEvent[] {
  const heard: LiveEvent[] = []
  onTestFinished(platform.ctx().events.subscribe((event) => heard.push(event)))
  return heard
}

const toldIn = (events: LiveEvent[]) =>
  events.flatMap(({ audience }) => (audience.kind === 'users' ? audience.userIds : []))

describe('notifications', () => {
  it('reach a whole electorate by few events, each small enough for every bus', async () => {
    const at = await platform.clock.now(platform.db)
    const people = Array.from({ length: 2 * USERS_MAX + 1 }, (_, n) => ({
      email: `crowd-${n}@example.test`,
      callsign: `Crowd-${n}`,
      passwordHash: '!',
      createdAt: at,
    }))
    const made = await platform.db.insert(users).values(people).returning({ id: users.id })
    const userIds = made.map(({ id }) => id)
    const heard = listen()
    await tell(userIds, 'To all')
    await expect.poll(() => heard.length).toBe(3)
    expect(toldIn(heard).sort()).toEqual(userIds.sort())
  })

  it('reach each person once, newest first, with a live event', async () => {
    const [ada, ben] = [await makeUser(platform), await makeUser(platform)]
    const heard = listen()
    await tell([ada.userId, ada.userId, ben.userId], 'First')
    await expect.poll(() => heard).toMatchObject([{ topic: 'notification', audience: { kind: 'users' } }])
    expect(toldIn(heard).sort()).toEqual([ada.userId, ben.userId].sort())
    platform.clock.advance(1_000)
    await tell([ada.userId], 'Second')
    const page = await platform.api(ada).notifications.list({})
    expect(page.items.map((entry) => entry.title)).toEqual(['Second', 'First'])
    expect(page).toMatchObject({ total: 2, page: 1, pageSize: 25 })
    expect(await platform.api(ada).notifications.unreadCount()).toBe(2)
    expect((await platform.api(ben).notifications.list({})).total).toBe(1)
  })

  it('of a disabled subject are not sent, and are again once it is enabled', async () => {
    const [ada, ben] = [await makeUser(platform), await makeUser(platform)]
    const notifyBoth = (kind: string) =>
      transact(platform.ctx(), (tx) => notify(tx, { userIds: [ada.userId, ben.userId], kind, title: kind }))
    const toldTo = async (reader: UserActor) =>
      (await platform.api(reader).notifications.list({})).items.map(({ kind }) => kind)
    const settings = platform.api(ada).notifications
    expect((await settings.preferences()).every(({ enabled }) => enabled)).toBe(true)
    await settings.setPreferences({ enabled: NOTIFICATION_SUBJECTS.filter((kind) => kind !== 'vote-result') })
    expect(await settings.preferences()).toContainEqual({ kind: 'vote-result', enabled: false })
    await notifyBoth('policy.passed')
    await notifyBoth('policy.opened')
    expect(await toldTo(ada)).toEqual(['policy.opened'])
    expect((await toldTo(ben)).sort()).toEqual(['policy.opened', 'policy.passed'])
    await settings.setPreferences({ enabled: [...NOTIFICATION_SUBJECTS] })
    await notifyBoth('policy.passed')
    expect(await toldTo(ada)).toContain('policy.passed')
  })

  it('of security and payments cannot be disabled', async () => {
    const ada = await makeUser(platform)
    await platform.api(ada).notifications.setPreferences({ enabled: [] })
    for (const kind of ['account.password-changed', 'billing.payment-failed', 'policy.passed'])
      await transact(platform.ctx(), (tx) => notify(tx, { userIds: [ada.userId], kind, title: kind }))
    const { items } = await platform.api(ada).notifications.list({})
    expect(items.map(({ kind }) => kind).sort()).toEqual([
      'account.password-changed',
      'billing.payment-failed',
    ])
    const ofNoSubject = Object.assign<{ enabled: [] }, object>({ enabled: [] }, { enabled: ['billing'] })
    await expect(platform.api(ada).notifications.setPreferences(ofNoSubject)).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
    await expect(platform.api().notifications.preferences()).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  })

  it('with `once` are sent once per link', async () => {
    const ada = await makeUser(platform)
    for (const href of ['/a', '/a', '/b'])
      await transact(platform.ctx(), (tx) =>
        notify(tx, { userIds: [ada.userId], kind: 'policy.closing-soon', title: 'Soon', href, once: true }),
      )
    expect((await platform.api(ada).notifications.list({})).total).toBe(2)
  })

  it('come in pages', async () => {
    const ada = await makeUser(platform)
    for (const title of ['1', '2', '3']) {
      await tell([ada.userId], title)
      platform.clock.advance(1_000)
    }
    const page = await platform.api(ada).notifications.list({ page: 2, pageSize: 2 })
    expect(page.items.map((entry) => entry.title)).toEqual(['1'])
    expect(page.total).toBe(3)
  })

  it('write nothing for an empty list, and are rolled back with a failed operation', async () => {
    await tell([], 'Nobody')
    const ada = await makeUser(platform)
    const failing = transact(platform.ctx(), async (tx) => {
      await notify(tx, { userIds: [ada.userId], kind: 'test.told', title: 'Never' })
      throw new Error('the operation failed')
    })
    await expect(failing).rejects.toThrow('the operation failed')
    expect(await platform.api(ada).notifications.unreadCount()).toBe(0)
  })

  it('are read one by one, keeping the first moment, or all at once', async () => {
    const ada = await makeUser(platform)
    for (const title of ['1', '2', '3']) await tell([ada.userId], title)
    const api = platform.api(ada).notifications
    const id = (await api.list({})).items[0]?.id ?? ''
    await api.markRead({ id })
    const readAt = (await api.list({})).items.find((entry) => entry.id === id)?.readAt
    platform.clock.advance(60_000)
    await api.markRead({ id })
    expect((await api.list({})).items.find((entry) => entry.id === id)?.readAt).toBe(readAt)
    expect(await api.unreadCount()).toBe(2)
    expect(await api.markAllRead()).toEqual({ marked: 2 })
    expect(await api.markAllRead()).toEqual({ marked: 0 })
    expect(await api.unreadCount()).toBe(0)
  })

  it('of other users are not found, and visitors have none', async () => {
    const [ada, ben] = [await makeUser(platform), await makeUser(platform)]
    await tell([ada.userId], 'Private')
    const id = (await platform.api(ada).notifications.list({})).items[0]?.id ?? ''
    const call = platform.api(ben).notifications.markRead({ id })
    await expect(call).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const stranger = platform.api().notifications
    for (const refused of [stranger.list({}), stranger.unreadCount(), stranger.markAllRead()]) {
      await expect(refused).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    }
  })

  it('are kept until read, and half a year afterwards', async () => {
    const ada = await makeUser(platform)
    await tell([ada.userId], 'Read')
    await platform.api(ada).notifications.markAllRead()
    await tell([ada.userId], 'Unread')
    platform.clock.advance(183 * 24 * 60 * 60_000)
    await sweepIdentity(platform.ctx({ kind: 'system', job: 'sweep-identity' }))
    const rest = await platform.db.select().from(notifications).where(eq(notifications.userId, ada.userId))
    expect(rest.map((row) => row.title)).toEqual(['Unread'])
  })
})
