/** How long an event may wait for more events. */
export type Haste = {
  /** Quiet time that ends a burst. */
  quietMs: number
  /** Maximum wait, however many events come. */
  withinMs: number
}

export type Burst = {
  /** Registers the refresh to call; with several, the latest is called for all. Returns the function to leave. */
  join(refresh: () => void): () => void
  /** Reports an event. Calm events never delay urgent ones, and are included in them. */
  news(haste: Haste): void
}

/** Merges a burst of events into one refresh, however many parts of a page listen. */
export function createBurst(): Burst {
  const members: (() => void)[] = []
  let timer: ReturnType<typeof setTimeout> | null = null
  let dueAt = Infinity
  let latestAt = Infinity

  const forget = () => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    dueAt = Infinity
    latestAt = Infinity
  }

  const fire = () => {
    forget()
    members.at(-1)?.()
  }

  return {
    join: (refresh) => {
      members.push(refresh)
      return () => {
        members.splice(members.indexOf(refresh), 1)
        if (members.length === 0) forget()
      }
    },
    news: ({ quietMs, withinMs }) => {
      const now = Date.now()
      latestAt = Math.min(latestAt, now + withinMs)
      const wanted = Math.min(latestAt, now + quietMs)
      // An event that can wait longer than what is already due changes nothing.
      dueAt = quietMs === withinMs ? Math.min(dueAt, wanted) : wanted
      if (timer !== null) clearTimeout(timer)
      timer = setTimeout(fire, Math.max(0, dueAt - now))
    },
  }
}

/** At most this much later than it could. */
const SPREAD_MS = 1_000

/** All tabs hear an event at once. Each waits a moment of its own longer, so that they do not all ask at once. */
export function createSpread(random: () => number): (haste: Haste) => Haste {
  let ownMs: number | null = null
  return ({ quietMs, withinMs }) => {
    ownMs ??= Math.floor(random() * SPREAD_MS)
    return { quietMs: quietMs + ownMs, withinMs: withinMs + ownMs }
  }
}
