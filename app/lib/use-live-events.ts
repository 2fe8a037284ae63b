import { useEffect, useRef } from 'react'
import { type LiveTopic } from '#server/domain/live-topics.ts'
import { createBurst, createSpread, type Haste } from './burst.ts'
import { createLiveStream, type LiveNotice, type LiveStream } from './live-stream.ts'
import { useRefresh } from './use-refresh.ts'

export type { LiveTopic }

export type LiveEventsOptions = {
  /** Ids (not names) of regions to follow, besides the viewer's own and public events. */
  regions?: readonly string[]
  topics: readonly LiveTopic[]
}

let shared: LiveStream | null = null

/** Browser only: called from effects. */
function tabStream(): LiveStream {
  if (shared) return shared
  const stream = createLiveStream((url) => new EventSource(url), { visible: !document.hidden })
  document.addEventListener('visibilitychange', () => stream.setVisible(!document.hidden))
  shared = stream
  return stream
}

/**
 * Calls `onEvent` for every event of the given topics, over the tab's one stream, and with null after a connection
 * gap, when the page may be outdated.
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

/** Maximum age of the page, however many events come. */
const SOON: Haste = { quietMs: 250, withinMs: 1_500 }
/** Progress of long jobs is watched live, so it waits less. */
const PROGRESS: Haste = { quietMs: 250, withinMs: 400 }
/** Frequent events refresh every few seconds. */
const CALM: Haste = { quietMs: 5_000, withinMs: 5_000 }

const spread = createSpread(Math.random)

/** One per tab, so that an event with several listeners is one request. */
const burst = createBurst()

export type LiveRevalidationOptions = LiveEventsOptions & {
  /** `calm` is for figures that change with every player's move. */
  pace?: 'soon' | 'calm'
}

/**
 * Revalidates the page when something of these topics changed. Bursts become one request; `isRelevant` filters out
 * events about things not shown.
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
    else burst.news(spread(pace === 'calm' && event !== null ? CALM : SOON))
  })
}
