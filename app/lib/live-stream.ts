/** An event from the server: something of this topic changed; `id` identifies it (server/events/event-bus.ts). */
export type LiveNotice = { topic: string; id?: string }

export type LiveListener = {
  /** Ids of regions whose events are needed too. */
  regions: readonly string[]
  onNotice: (notice: LiveNotice) => void
  /** Events may have been missed: reload what is shown. */
  onGap: () => void
}

/** The parts of EventSource used here. */
export type EventConnection = {
  close(): void
  readonly readyState: number
  onopen: ((event: Event) => void) | null
  onerror: ((event: Event) => void) | null
  onmessage: ((event: MessageEvent<string>) => void) | null
}

export type LiveStream = {
  subscribe(listener: LiveListener): () => void
  /** A hidden tab has no connection (browsers allow six per host across all tabs) and catches up when visible again. */
  setVisible(visible: boolean): void
}

const CLOSED = 2
const RETRY_MS = 3_000
/** Long enough to switch tabs briefly; seven tabs opened in a row must not wait for it. */
const HIDDEN_GRACE_MS = 1_000

/**
 * One event stream per tab, however many components listen. It subscribes to the regions of all listeners and
 * reconnects when they change or the connection is lost.
 */
export function createLiveStream(
  connect: (url: string) => EventConnection,
  { visible: visibleAtFirst }: { visible: boolean },
): LiveStream {
  const listeners = new Set<LiveListener>()
  let connection: EventConnection | null = null
  let connectedUrl: string | null = null
  let visible = visibleAtFirst
  // A tab opened in the background is already outdated when first viewed.
  let missed = !visibleAtFirst
  let timer: ReturnType<typeof setTimeout> | null = null
  let settling = false

  const wantedUrl = (): string | null => {
    if (listeners.size === 0 || !visible) return null
    const regions = [...new Set([...listeners].flatMap((listener) => listener.regions))].sort()
    return regions.length === 0 ? '/events' : `/events?regions=${encodeURIComponent(regions.join(','))}`
  }

  const disconnect = () => {
    if (timer) clearTimeout(timer)
    timer = null
    connection?.close()
    connection = null
    connectedUrl = null
  }

  const open = (url: string) => {
    disconnect()
    connectedUrl = url
    const next = connect(url)
    connection = next
    next.onopen = () => {
      if (missed) for (const listener of [...listeners]) listener.onGap()
      missed = false
    }
    next.onmessage = (event) => {
      const notice = parseNotice(event.data)
      if (notice) for (const listener of [...listeners]) listener.onNotice(notice)
    }
    next.onerror = () => {
      missed = true
      // The browser restores lost connections, but gives up after a refusal.
      if (next.readyState !== CLOSED || connection !== next) return
      disconnect()
      timer = setTimeout(settle, RETRY_MS)
    }
  }

  const settle = () => {
    settling = false
    const url = wantedUrl()
    if (url === connectedUrl) return
    // Events between two connections are lost, except before the first.
    if (connectedUrl !== null) missed = true
    if (url === null) disconnect()
    else open(url)
  }

  /** Deferred, so that a page that swaps its listeners connects once. */
  const settleSoon = () => {
    if (settling) return
    settling = true
    queueMicrotask(settle)
  }

  return {
    subscribe: (listener) => {
      listeners.add(listener)
      settleSoon()
      return () => {
        listeners.delete(listener)
        settleSoon()
      }
    },
    setVisible: (now) => {
      visible = now
      if (timer) clearTimeout(timer)
      timer = null
      if (now) settle()
      else timer = setTimeout(settle, HIDDEN_GRACE_MS)
    },
  }
}

function parseNotice(data: string): LiveNotice | null {
  const value: unknown = JSON.parse(data)
  if (typeof value !== 'object' || value === null || !('topic' in value)) return null
  if (typeof value.topic !== 'string') return null
  return 'id' in value && typeof value.id === 'string'
    ? { topic: value.topic, id: value.id }
    : { topic: value.topic }
}
