import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { useTestPlatform } from '../testing/test-platform.ts'
import { type EventBus, type LiveEvent } from './event-bus.ts'
import { createPostgresEventBus } from './postgres-event-bus.ts'
import { createSseHub, type SseHub } from './sse-stream.ts'

const platform = useTestPlatform()

type Audience = LiveEvent['audience']

function createBus() {
  const listeners = new Set<(event: LiveEvent) => void>()
  const bus: EventBus = {
    publishInTransaction: async () => undefined,
    publishAfterCommit: async (events) => {
      for (const event of events) for (const listener of listeners) listener(event)
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: async () => undefined,
  }
  const publish = (audience: Audience, id: string) =>
    bus.publishAfterCommit([{ audience, topic: 'region', id }])
  return { bus, publish, listeners }
}

type Who = { userId: string | null; isAdmin: boolean; regionIds: ReadonlySet<string> }
const stranger: Who = { userId: null, isAdmin: false, regionIds: new Set() }

function openTab(hub: SseHub, who: Partial<Who> = {}) {
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
  it('begins with a greeting, as a stream that nothing may cache or buffer', async () => {
    const { bus } = createBus()
    const hub = createSseHub(bus)
    const { response, read } = openTab(hub)
    expect(response.headers.get('Content-Type')).toContain('text/event-stream')
    expect(response.headers.get('Cache-Control')).toContain('no-cache')
    expect(await read()).toContain('event: open')
    hub.close()
  })

  it('tells each tab only what is meant for it', async () => {
    const { bus, publish } = createBus()
    const hub = createSseHub(bus)
    const tabs = {
      stranger: openTab(hub),
      ann: openTab(hub, { userId: 'ann' }),
      admin: openTab(hub, { userId: 'root', isAdmin: true }),
      watcher: openTab(hub, { regionIds: new Set(['r1']) }),
    }
    for (const { read } of Object.values(tabs)) await read()
    await publish({ kind: 'user', userId: 'ann' }, 'for-ann')
    await publish({ kind: 'admin' }, 'for-admins')
    await publish({ kind: 'region', regionId: 'r1' }, 'for-r1')
    await publish({ kind: 'region', regionId: 'r2' }, 'for-r2')
    await publish({ kind: 'public' }, 'for-all')
    expect(idOf(await tabs.stranger.read())).toBe('for-all')
    expect(idOf(await tabs.ann.read())).toBe('for-ann')
    expect(idOf(await tabs.ann.read())).toBe('for-all')
    expect(idOf(await tabs.admin.read())).toBe('for-admins')
    expect(idOf(await tabs.admin.read())).toBe('for-all')
    expect(idOf(await tabs.watcher.read())).toBe('for-r1')
    expect(idOf(await tabs.watcher.read())).toBe('for-all')
    hub.close()
  })

  it('never tells whom an event was for', async () => {
    const { bus, publish } = createBus()
    const hub = createSseHub(bus)
    const { read } = openTab(hub, { userId: 'ann' })
    await read()
    await publish({ kind: 'user', userId: 'ann' }, 'x')
    expect(await read()).toBe('data: {"topic":"region","id":"x"}\n\n')
    hub.close()
  })

  it('cuts off a tab that does not drain, and nobody else', async () => {
    const { bus, publish } = createBus()
    const hub = createSseHub(bus)
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

  it('forgets a tab that was closed, and ends all tabs when it closes itself', async () => {
    const { bus, listeners } = createBus()
    const hub = createSseHub(bus)
    const left = openTab(hub)
    const stays = openTab(hub)
    left.abort.abort()
    expect(hub.count()).toBe(1)
    await stays.read()
    hub.close()
    expect(await stays.read()).toBeNull()
    expect(hub.count()).toBe(0)
    expect(listeners.size).toBe(0)
  })
})

describe('events between processes', () => {
  const log = pino({ level: 'silent' })

  it('are heard by another process once the deed is committed, and not when it is undone', async () => {
    const other = await createPostgresEventBus(platform.url, log)
    const hub = createSseHub(other)
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

  it('that are no events of ours are ignored', async () => {
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
