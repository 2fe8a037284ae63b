import { type LiveEvent } from './event-bus.ts'

export type Listeners = {
  add(onEvent: (event: LiveEvent) => void, onGap?: () => void): () => void
  notify(event: LiveEvent): void
  notifyGap(): void
}

/** Subscribers of a bus within this process. */
export function createListeners(): Listeners {
  const listeners = new Set<{ onEvent: (event: LiveEvent) => void; onGap: (() => void) | undefined }>()
  return {
    add: (onEvent, onGap) => {
      const listener = { onEvent, onGap }
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    notify: (event) => {
      for (const { onEvent } of listeners) onEvent(event)
    },
    notifyGap: () => {
      for (const { onGap } of listeners) onGap?.()
    },
  }
}
