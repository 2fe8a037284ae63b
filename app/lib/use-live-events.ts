import { useCallback, useEffect, useRef } from 'react'
import { type LiveTopic } from '#server/domain/live-topics.ts'
import { createLiveStream, type LiveNotice, type LiveStream } from './live-stream.ts'
import { useRefresh } from './use-refresh.ts'

export type { LiveTopic }

export type LiveEventsOptions = {
  /** Ids (not names) of regions whose events are wanted besides one's own and the public ones. */
  regions?: readonly string[]
  topics: readonly LiveTopic[]
}

let shared: LiveStream | null = null

/** Only in the browser: effects call it. */
function tabStream(): LiveStream {
  if (shared) return shared
  const stream = createLiveStream((url) => new EventSource(url))
  document.addEventListener('visibilitychange', () => stream.setVisible(!document.hidden))
  shared = stream
  return stream
}

/**
 * Calls `onEvent` for each event of the given topics, over the one stream that a tab has. It is called with null after a
 * gap in the connection: whatever is shown may be old then.
 */
export function useLiveEvents(
  { regions = [], topics }: LiveEventsOptions,
  onEvent: (event: LiveNotice | null) => void,
): void {
  const latest = useRef(onEvent)
  useEffect(() => {
    latest.current = onEvent
  })
  const regionList = regions.join(',')
  const topicList = topics.join(',')
  useEffect(() => {
    const wanted = new Set(topicList.split(','))
    return tabStream().subscribe({
      regions: regionList === '' ? [] : regionList.split(','),
      onNotice: (notice) => {
        if (wanted.has(notice.topic)) latest.current(notice)
      },
      onGap: () => latest.current(null),
    })
  }, [regionList, topicList])
}

const DEBOUNCE_MS = 250
/** However many events come, the page is at most this old. */
const MAX_WAIT_MS = 1_500
/** The steps of long work are what people watch, and come in a row: they wait less. */
const MAX_PROGRESS_WAIT_MS = 400

/**
 * Asks for the page's data again when something of these topics changed. Bursts become one request; `isRelevant` may
 * ignore events about things that the page does not show.
 */
export function useLiveRevalidation(
  options: LiveEventsOptions,
  isRelevant: (event: LiveNotice) => boolean = () => true,
): void {
  const refresh = useRefresh()
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const firstAt = useRef(0)

  const soon = useCallback(
    (maxWaitMs: number) => {
      const now = Date.now()
      if (timer.current === null) firstAt.current = now
      else clearTimeout(timer.current)
      const waitMs = Math.max(0, Math.min(DEBOUNCE_MS, firstAt.current + maxWaitMs - now))
      timer.current = setTimeout(() => {
        timer.current = null
        refresh()
      }, waitMs)
    },
    [refresh],
  )

  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current)
      timer.current = null
    },
    [],
  )
  useLiveEvents(options, (event) => {
    if (event === null || isRelevant(event))
      soon(event?.topic === 'operation' ? MAX_PROGRESS_WAIT_MS : MAX_WAIT_MS)
  })
}
