import { randomBytes } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { openDatabase } from '#db/client.ts'
import { sessions } from '#db/schema/platform/identity.ts'
import { createSessionStore } from '../auth/session-store.ts'
import { makeUser } from '../testing/make-user.ts'
import { useTestPlatform } from '../testing/test-platform.ts'
import { type EventBus, type LiveEvent } from './event-bus.ts'
import { createListeners } from './listeners.ts'
import { createPostgresEventBus } from './postgres-event-bus.ts'
import { createSseHub, type SseHub, type SseHubOptions, type WatcherFacts } from './sse-stream.ts'

const platform = useTestPlatform()

type Audience = LiveEvent['audience']

function createBus() {
  const listeners = createListeners()
  let subscribed = 0
  const bus: EventBus = {
    publishInTransaction: async () => undefined,
    publishAfterCommit: async (events) => events.forEach(listeners.notify),
    subscribe: (...how) => {
      const stop = listeners.add(...how)
      subscribed++
      return () => (subscribed--, stop())
    },
    close: async () => undefined,
  }
  const publish = (audience: Audience, id: string) =>
    bus.publishAfterCommit([{ audience, topic: 'region', id }])
  return { bus, publish, loseSome: listeners.notifyGap, subscribed: () => subscribed }
}

const stranger: WatcherFacts = {
  userId: null,
  sessionId: null,
  ipAddress: '192.0.2.1',
  isAdmin: false,
  regionIds: new Set(),
}
const everySession: SseHubOptions['sessions'] = { findLive: async (ids) => new Set(ids) }

const openHub = (bus: EventBus, options: Partial<SseHubOptions> = {}) =>
  createSseHub(bus, { sessions: everySession, maxPerAddress: 100, ...options })

function openTab(hub: SseHub, who: Partial<WatcherFacts> = {}) {
  const abort = new AbortController()
  const response = hub.open({ ...stranger, ...who }, abort.signal)
  const reader = response.body?.getReader()
  if (!reader) throw new Error('a stream has a body')
  const decoder = new TextDecoder()
  const read = async () => {
    const { value, done } = await reader.read()
    return done ? null : decoder.decode(value)
  }
  return { abort, response, read }
}

const idOf = (text: string | null): unknown =>
  text === null ? null : (JSON.parse(text.replace(/^data: /, '')) as { id: unknown }).id

describe('the event stream', () => {
  it('starts with a greeting and forbids caching and buffering', async () => {
    const { bus } = createBus()
    const hub = openHub(bus)
    const { response, read } = openTab(hub)
    expect(response.headers.get('Content-Type')).toContain('text/event-stream')
    expect(response.headers.get('Cache-Control')).toBe('no-store, no-transform')
    expect(await read()).toContain('event: open')
    hub.close()
  })

  it('sends each tab only its own events', async () => {
    const { bus, publish } = createBus()
    const hub = openHub(bus)
    const tabs = {
      stranger: openTab(hub),
      ann: openTab(hub, { userId: 'ann' }),
      admin: openTab(hub, { userId: 'root', isAdmin: true }),
      watcher: openTab(hub, { regionIds: new Set(['r1']) }),
    }
    for (const { read } of Object.values(tabs)) await read()
    await publish({ kind: 'user', userId: 'ann' }, 'for-ann')
    await publish({ kind: 'users', userIds: ['bob', 'root'] }, 'for-some')
    await publish({ kind: 'admin' }, 'for-admins')
    await publish({ kind: 'region', regionId: 'r1' }, 'for-r1')
    await publish({ kind: 'region', regionId: 'r2' }, 'for-r2')
    await publish({ kind: 'public' }, 'for-all')
    expect(idOf(await tabs.stranger.read())).toBe('for-all')
    expect(idOf(await tabs.ann.read())).toBe('for-ann')
    expect(idOf(await tabs.ann.read())).toBe('for-all')
    expect(idOf(await tabs.admin.read())).toBe('for-some')
    expect(idOf(await tabs.admin.read())).toBe('for-admins')
    expect(idOf(await tabs.admin.read())).toBe('for-all')
    expect(idOf(await tabs.watcher.read())).toBe('for-r1')
    expect(idOf(await tabs.watcher.read())).toBe('for-all')
    hub.close()
  })

  it('never reveals the audience of an event', async () => {
    const { bus, publish } = createBus()
    const hub = openHub(bus)
    const { read } = openTab(hub, { userId: 'ann' })
    await read()
    await publish({ kind: 'user', userId: 'ann' }, 'x')
    expect(await read()).toBe('data: {"topic":"region","id":"x"}\n\n')
    hub.close()
  })

  it('disconnects only a tab that does not read', async () => {
    const { bus, publish } = createBus()
    const hub = openHub(bus)
    openTab(hub)
    const awake = openTab(hub)
    await awake.read()
    for (let sent = 0; sent < 300; sent++) {
      await publish({ kind: 'public' }, String(sent))
      await awake.read()
    }
    expect(hub.count()).toBe(1)
    hub.close()
  })

  it('ends all streams when events were lost, and serves the reopened ones', async () => {
    const { bus, publish, loseSome } = createBus()
    const hub = openHub(bus)
    const before = openTab(hub)
    await before.read()
    loseSome()
    expect(await before.read()).toBeNull()
    expect(hub.count()).toBe(0)
    const after = openTab(hub)
    await after.read()
    await publish({ kind: 'public' }, 'later')
    expect(idOf(await after.read())).toBe('later')
    hub.close()
  })

  it('forgets closed tabs, and ends all streams when closed', async () => {
    const { bus, subscribed } = createBus()
    const hub = openHub(bus)
    const left = openTab(hub)
    const stays = openTab(hub)
    left.abort.abort()
    expect(hub.count()).toBe(1)
    await stays.read()
    hub.close()
    expect(await stays.read()).toBeNull()
    expect(hub.count()).toBe(0)
    expect(subscribed()).toBe(0)
  })
})

describe('the stream of a logged-in user', () => {
  const sessionOf = async (expiresAt: Date) => {
    const { userId } = await makeUser(platform)
    const id = randomBytes(16).toString('hex')
    const now = new Date()
    await platform.db.insert(sessions).values({ id, userId, expiresAt, createdAt: now, lastSeenAt: now })
    return { userId, sessionId: id }
  }
  const inAnHour = () => new Date(Date.now() + 3_600_000)
  const store = () => createSessionStore(platform.db, { secure: false })

  it('ends when that browser logs out, and no other', async () => {
    const { bus } = createBus()
    const hub = openHub(bus, { sessions: store() })
    const [here, there] = [await sessionOf(inAnHour()), await sessionOf(inAnHour())]
    const tabs = [openTab(hub, here), openTab(hub, { ...there, userId: here.userId }), openTab(hub)]
    for (const { read } of tabs) await read()
    await platform.db.delete(sessions).where(eq(sessions.id, here.sessionId))
    await bus.publishAfterCommit([{ audience: { kind: 'user', userId: here.userId }, topic: 'session' }])
    await expect.poll(() => hub.count()).toBe(2)
    expect(await tabs[0]?.read()).toContain('session')
    expect(await tabs[0]?.read()).toBeNull()
    hub.close()
  })

  it('ends when its session expires', async () => {
    const { bus } = createBus()
    const hub = openHub(bus, { sessions: store(), heartbeatMs: 10 })
    openTab(hub, await sessionOf(inAnHour()))
    const over = openTab(hub, await sessionOf(new Date(Date.now() - 1_000)))
    for (let text = await over.read(); text !== null;) text = await over.read()
    expect(hub.count()).toBe(1)
    hub.close()
  })

  it('continues while the database is down', async () => {
    const { bus, publish } = createBus()
    let asked = 0
    const findLive = () => Promise.reject(new Error(`no database ${(asked += 1)}`))
    const hub = openHub(bus, { sessions: { findLive }, heartbeatMs: 5 })
    const tab = openTab(hub, { userId: 'ann', sessionId: 'a' })
    await expect.poll(() => asked).toBeGreaterThan(1)
    await publish({ kind: 'public' }, 'x')
    expect(hub.count()).toBe(1)
    expect(await tab.read()).toContain('open')
    hub.close()
  })
})

describe('the limit of streams', () => {
  it('applies per address, and closing one makes room', () => {
    const { bus } = createBus()
    const hub = openHub(bus, { maxPerAddress: 2 })
    const first = openTab(hub, { ipAddress: '2001:db8:1:2::1' })
    openTab(hub, { ipAddress: '2001:db8:1:2::2' })
    const third = () => openTab(hub, { ipAddress: '2001:db8:1:2::3' })
    expect(third).toThrow(expect.objectContaining({ code: 'TOO_MANY_REQUESTS', retryAfterSeconds: 5 }))
    openTab(hub, { ipAddress: '192.0.2.9' })
    first.abort.abort()
    third()
    expect(hub.count()).toBe(3)
    hub.close()
  })

  it('applies per session, across addresses', () => {
    const { bus } = createBus()
    const hub = openHub(bus, { maxPerAddress: 1_000 })
    const tab = (n: number) => openTab(hub, { sessionId: 'ann', ipAddress: `192.0.2.${n}` })
    for (let n = 0; n < 30; n++) tab(n)
    expect(() => tab(30)).toThrow(expect.objectContaining({ code: 'TOO_MANY_REQUESTS' }))
    openTab(hub, { sessionId: 'ben' })
    hub.close()
  })
})

describe('events between processes', () => {
  const log = pino({ level: 'silent' })

  it('reach another process on commit, and never on rollback', async () => {
    const other = await createPostgresEventBus(platform.url, log)
    const hub = openHub(other)
    const { read } = openTab(hub)
    await read()
    const event = (id: string): LiveEvent => ({ audience: { kind: 'public' }, topic: 'nexus', id })
    const { events } = platform.ctx()
    await platform.db
      .transaction(async (tx) => {
        await events.publishInTransaction(tx, [event('undone')])
        throw new Error('undone')
      })
      .catch(() => undefined)
    await platform.db.transaction((tx) => events.publishInTransaction(tx, [event('done')]))
    expect(idOf(await read())).toBe('done')
    hub.close()
    await other.close()
  })

  it('wait for no disk outside a transaction, and nothing after them is any laxer', async () => {
    const sent: string[] = []
    const { db, close } = openDatabase(platform.url, {
      max: 1,
      applicationName: 'laxer',
      settings: { synchronous_commit: 'on' },
      onStatement: (statement) => void sent.push(statement),
    })
    const publish = (where: Parameters<EventBus['publishInTransaction']>[0]) =>
      platform.ctx().events.publishInTransaction(where, [{ audience: { kind: 'public' }, topic: 'nexus' }])
    await publish(db)
    const { rows } = await db.execute(sql`show synchronous_commit`)
    await db.transaction(publish)
    await close()
    expect(rows).toEqual([{ synchronous_commit: 'on' }])
    expect(sent.map((statement) => statement.includes("synchronous_commit', 'off'"))).toEqual([
      true,
      false,
      false,
      false,
      false,
    ])
  })

  it('with an unknown format are ignored', async () => {
    const other = await createPostgresEventBus(platform.url, log)
    const heard: LiveEvent[] = []
    const first = new Promise<void>((resolve) => {
      other.subscribe((event) => {
        heard.push(event)
        resolve()
      })
    })
    await platform.db.execute(`select pg_notify('sectorwars_events', '{"topic":"nonsense"}')`)
    await platform
      .ctx()
      .events.publishInTransaction(platform.db, [{ audience: { kind: 'public' }, topic: 'nexus' }])
    await first
    expect(heard).toEqual([{ audience: { kind: 'public' }, topic: 'nexus' }])
    await other.close()
  })
})
