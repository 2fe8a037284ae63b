import { type LiveEvent } from './event-bus.ts'

export type Listeners = {
  add(onEvent: (event: LiveEvent) => void, onGap?: () => void): () => void
  tell(event: LiveEvent): void
  tellOfGap(): void
}

/** Those in this process who hear a bus. */
export function createListeners(): Listeners {
  const listeners = new Set<{ onEvent: (event: LiveEvent) => void; onGap: (() => void) | undefined }>()
  return {
    add: (onEvent, onGap) => {
      const listener = { onEvent, onGap }
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    tell: (event) => {
      for (const { onEvent } of listeners) onEvent(event)
    },
    tellOfGap: () => {
      for (const { onGap } of listeners) onGap?.()
    },
  }
}
