import { type EventBus, type LiveEvent } from './event-bus.ts'

const HEARTBEAT_MS = 25_000
/** Events that may wait in a connection that does not drain before it is cut off; the page then reconnects. */
const MAX_WAITING = 256

type Watcher = {
  userId: string | null
  isAdmin: boolean
  /** Regions this tab shows. Events carry ids only, so watching needs no right. */
  regionIds: ReadonlySet<string>
  send: (text: string) => void
}

export interface SseHub {
  /** The stream of one browser tab. */
  open(watcher: Omit<Watcher, 'send'>, signal: AbortSignal): Response
  count(): number
  close(): void
}

/** One subscription to the bus for all tabs; each event becomes text once and is written to those it concerns. */
export function createSseHub(bus: EventBus): SseHub {
  const watchers = new Set<Watcher>()
  const ends = new Set<() => void>()
  const broadcast = (text: string, concerns: (watcher: Watcher) => boolean) => {
    for (const watcher of watchers) if (concerns(watcher)) watcher.send(text)
  }
  const unsubscribe = bus.subscribe((event) =>
    broadcast(`data: ${JSON.stringify({ topic: event.topic, id: event.id })}\n\n`, (watcher) =>
      isFor(event, watcher),
    ),
  )
  const heartbeat = setInterval(() => broadcast(': still here\n\n', () => true), HEARTBEAT_MS)
  heartbeat.unref()

  return {
    open: (who, signal) => {
      const encoder = new TextEncoder()
      let end: () => void = () => undefined
      const stream = new ReadableStream<Uint8Array>(
        {
          start: (controller) => {
            const watcher: Watcher = {
              ...who,
              send: (text) => {
                if ((controller.desiredSize ?? 0) < -MAX_WAITING) return end()
                controller.enqueue(encoder.encode(text))
              },
            }
            end = () => {
              if (!watchers.delete(watcher)) return
              ends.delete(end)
              controller.close()
            }
            watchers.add(watcher)
            ends.add(end)
            signal.addEventListener('abort', end, { once: true })
            watcher.send('retry: 2000\nevent: open\ndata: {}\n\n')
          },
          cancel: () => end(),
        },
        new CountQueuingStrategy({ highWaterMark: 1 }),
      )
      return new Response(stream, {
        headers: {
          'Content-Type': 'text/event-stream; charset=utf-8',
          'Cache-Control': 'no-cache, no-transform',
          // nginx would hold small writes back.
          'X-Accel-Buffering': 'no',
        },
      })
    },
    count: () => watchers.size,
    close: () => {
      unsubscribe()
      clearInterval(heartbeat)
      for (const end of [...ends]) end()
    },
  }
}

function isFor(event: LiveEvent, watcher: Watcher): boolean {
  switch (event.audience.kind) {
    case 'public':
      return true
    case 'admin':
      return watcher.isAdmin
    case 'user':
      return event.audience.userId === watcher.userId
    case 'region':
      return watcher.regionIds.has(event.audience.regionId)
  }
}
