/** How long news may wait for more of it. */
export type Haste = {
  /** Silence that ends a burst. */
  quietMs: number
  /** However much comes, nothing waits longer than this. */
  withinMs: number
}

export type Burst = {
  /** What news ask for from now on; of several the youngest is called, for all of them. Returns the function that leaves. */
  join(refresh: () => void): () => void
  /** There is news. Calm news never delay hasty ones, and go with them. */
  news(haste: Haste): void
}

/** Makes one request of a burst of events, however many parts of a page heard them. */
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
      // News that can wait longer than what is due anyway change nothing.
      dueAt = quietMs === withinMs ? Math.min(dueAt, wanted) : wanted
      if (timer !== null) clearTimeout(timer)
      timer = setTimeout(fire, Math.max(0, dueAt - now))
    },
  }
}
