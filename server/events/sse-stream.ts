import { type SessionStore } from '../auth/session-store.ts'
import { addressKey } from '../limits/address-key.ts'
import { tooMany } from '../limits/refusal.ts'
import { type EventBus, type LiveEvent } from './event-bus.ts'

const HEARTBEAT_MS = 25_000
/** Visible tabs per session; hidden tabs close their stream. */
const MAX_PER_SESSION = 30
/** A refused page retries by itself; another tab may have been closed by then. */
const REFUSED_FOR_MS = 5_000
/** Events that may queue for a connection that does not read; then it is closed and the page reconnects. */
const MAX_WAITING = 256

type Watcher = {
  userId: string | null
  /** The browser session; the stream ends with it. */
  sessionId: string | null
  /** The address as counted by limits. */
  address: string
  isAdmin: boolean
  /** Regions that this tab shows. Events carry only ids, so watching needs no permission. */
  regionIds: ReadonlySet<string>
  send: (text: string) => void
  end: () => void
}

export type WatcherFacts = Omit<Watcher, 'send' | 'end' | 'address'> & { ipAddress: string }

export type SseHubOptions = {
  sessions: Pick<SessionStore, 'findLive'>
  maxPerAddress: number
  heartbeatMs?: number
}

export interface SseHub {
  /** Opens the stream of one tab. @throws TOO_MANY_REQUESTS if its address or session has too many. */
  open(watcher: WatcherFacts, signal: AbortSignal): Response
  count(): number
  close(): void
}

/** One bus subscription for all tabs; each event is serialised once and sent to the tabs it concerns. */
export function createSseHub(bus: EventBus, options: SseHubOptions): SseHub {
  const watchers = new Set<Watcher>()
  const broadcast = (text: string, concerns: (watcher: Watcher) => boolean) => {
    for (const watcher of watchers) if (concerns(watcher)) watcher.send(text)
  }
  /** One query for all given streams, however their sessions ended. */
  const endDeadSessions = async (concerns: (watcher: Watcher) => boolean) => {
    const asked = [...watchers].filter((watcher) => watcher.sessionId !== null && concerns(watcher))
    if (asked.length === 0) return
    const live = await options.sessions.findLive([
      ...new Set(asked.flatMap(({ sessionId }) => sessionId ?? [])),
    ])
    for (const watcher of asked) if (!live.has(watcher.sessionId ?? '')) watcher.end()
  }
  // If the database is down, the next heartbeat tries again.
  const endDeadSessionsSoon = (concerns: (watcher: Watcher) => boolean) =>
    void endDeadSessions(concerns).catch(() => undefined)

  const onEvent = (event: LiveEvent) => {
    const text = `data: ${JSON.stringify({ topic: event.topic, id: event.id })}\n\n`
    const concerns = whomConcerns(event)
    broadcast(text, concerns)
    if (event.topic === 'session') endDeadSessionsSoon(concerns)
  }
  // A tab whose stream ends reconnects and reloads its data: it may have missed events.
  const endAll = () => {
    for (const watcher of [...watchers]) watcher.end()
  }
  const unsubscribe = bus.subscribe(onEvent, endAll)
  const heartbeat = setInterval(() => {
    broadcast(': still here\n\n', () => true)
    // Sessions expire without an event.
    endDeadSessionsSoon(() => true)
  }, options.heartbeatMs ?? HEARTBEAT_MS)
  heartbeat.unref()

  const refuseTooMany = ({ address, sessionId }: { address: string; sessionId: string | null }) => {
    let [ofAddress, ofSession] = [0, 0]
    for (const watcher of watchers) {
      if (watcher.address === address) ofAddress += 1
      if (sessionId !== null && watcher.sessionId === sessionId) ofSession += 1
    }
    if (ofAddress >= options.maxPerAddress || ofSession >= MAX_PER_SESSION) throw tooMany(REFUSED_FOR_MS)
  }

  return {
    open: ({ ipAddress, ...facts }, signal) => {
      const who = { ...facts, address: addressKey(ipAddress) }
      refuseTooMany(who)
      const encoder = new TextEncoder()
      let leave: () => void = () => undefined
      const stream = new ReadableStream<Uint8Array>(
        {
          start: (controller) => {
            const watcher: Watcher = {
              ...who,
              send: (text) => {
                if ((controller.desiredSize ?? 0) < -MAX_WAITING) return watcher.end()
                controller.enqueue(encoder.encode(text))
              },
              end: () => {
                if (watchers.delete(watcher)) controller.close()
              },
            }
            leave = () => void watchers.delete(watcher)
            watchers.add(watcher)
            signal.addEventListener('abort', watcher.end, { once: true })
            watcher.send('retry: 2000\nevent: open\ndata: {}\n\n')
          },
          // Closed by the client: just forget it.
          cancel: () => leave(),
        },
        new CountQueuingStrategy({ highWaterMark: 1 }),
      )
      return new Response(stream, {
        headers: {
          'Content-Type': 'text/event-stream; charset=utf-8',
          'Cache-Control': 'no-store, no-transform',
          // Otherwise nginx buffers small writes.
          'X-Accel-Buffering': 'no',
        },
      })
    },
    count: () => watchers.size,
    close: () => {
      unsubscribe()
      clearInterval(heartbeat)
      endAll()
    },
  }
}

function whomConcerns({ audience }: LiveEvent): (watcher: Watcher) => boolean {
  switch (audience.kind) {
    case 'public':
      return () => true
    case 'admin':
      return ({ isAdmin }) => isAdmin
    case 'user':
      return ({ userId }) => userId === audience.userId
    case 'users': {
      const userIds: ReadonlySet<string | null> = new Set(audience.userIds)
      return ({ userId }) => userIds.has(userId)
    }
    case 'region':
      return ({ regionIds }) => regionIds.has(audience.regionId)
  }
}
