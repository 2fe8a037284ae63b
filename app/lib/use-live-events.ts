import { useEffect, useRef } from 'react'
import { type LiveTopic } from '#server/domain/live-topics.ts'
import { createBurst, type Haste } from './burst.ts'
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
  const stream = createLiveStream((url) => new EventSource(url), { visible: !document.hidden })
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

/** However many events come, the page is at most this old. */
const SOON: Haste = { quietMs: 250, withinMs: 1_500 }
/** The steps of long work are what people watch, and come in a row: they wait less. */
const PROGRESS: Haste = { quietMs: 250, withinMs: 400 }
/** What happens all the time somewhere is news every few seconds. */
const CALM: Haste = { quietMs: 5_000, withinMs: 5_000 }

/** One for the tab: an event that several parts of the page listen for is one request. */
const burst = createBurst()

export type LiveRevalidationOptions = LiveEventsOptions & {
  /** `calm` is for figures that change with everybody's every move. */
  pace?: 'soon' | 'calm'
}

/**
 * Asks for the page's data again when something of these topics changed. Bursts become one request; `isRelevant` may
 * ignore events about things that the page does not show.
 */
export function useLiveRevalidation(
  { pace = 'soon', ...options }: LiveRevalidationOptions,
  isRelevant: (event: LiveNotice) => boolean = () => true,
): void {
  const refresh = useRefresh()
  useEffect(() => burst.join(refresh), [refresh])
  useLiveEvents(options, (event) => {
    if (event !== null && !isRelevant(event)) return
    if (event?.topic === 'operation') burst.news(PROGRESS)
    else burst.news(pace === 'calm' && event !== null ? CALM : SOON)
  })
}
