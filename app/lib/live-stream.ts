/** What the server's event stream tells: something of this topic changed; `id` names it (server/events/event-bus.ts). */
export type LiveNotice = { topic: string; id?: string }

export type LiveListener = {
  /** Ids of regions whose events are wanted too. */
  regions: readonly string[]
  onNotice: (notice: LiveNotice) => void
  /** Events may have been missed: what is shown should be asked for again. */
  onGap: () => void
}

/** The part of the browser's EventSource that is used here. */
export type EventConnection = {
  close(): void
  readonly readyState: number
  onopen: ((event: Event) => void) | null
  onerror: ((event: Event) => void) | null
  onmessage: ((event: MessageEvent<string>) => void) | null
}

export type LiveStream = {
  subscribe(listener: LiveListener): () => void
  /** A hidden tab has no connection (a browser has six a host for all its tabs) and catches up when it is seen again. */
  setVisible(visible: boolean): void
}

const CLOSED = 2
const RETRY_MS = 3_000
/** Long enough to look away and back; seven tabs that are opened one after the other must not wait for it. */
const HIDDEN_GRACE_MS = 1_000

/**
 * One event stream for a whole tab, however many parts of the page listen. It asks for the regions of all its listeners,
 * is opened again when they change, and when the connection was lost.
 */
export function createLiveStream(
  connect: (url: string) => EventConnection,
  { visible: visibleAtFirst }: { visible: boolean },
): LiveStream {
  const listeners = new Set<LiveListener>()
  let connection: EventConnection | null = null
  let connectedUrl: string | null = null
  let visible = visibleAtFirst
  // What a tab shows that was opened in the background is as old as the tab when it is first looked at.
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
      // Lost connections come back by themselves; after a refusal the browser gives up.
      if (next.readyState !== CLOSED || connection !== next) return
      disconnect()
      timer = setTimeout(settle, RETRY_MS)
    }
  }

  const settle = () => {
    settling = false
    const url = wantedUrl()
    if (url === connectedUrl) return
    // Between two connections events pass unheard, unless this is the first.
    if (connectedUrl !== null) missed = true
    if (url === null) disconnect()
    else open(url)
  }

  /** After the current turn, so that a page that swaps its listeners connects once. */
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
