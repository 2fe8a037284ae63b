import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLiveStream, type EventConnection, type LiveListener } from './live-stream.ts'

type FakeConnection = EventConnection & { url: string; closed: boolean }

function createNetwork() {
  const opened: FakeConnection[] = []
  const connect = (url: string) => {
    const connection: FakeConnection = {
      url,
      closed: false,
      readyState: 1,
      onopen: null,
      onerror: null,
      onmessage: null,
      close: () => {
        connection.closed = true
      },
    }
    opened.push(connection)
    return connection
  }
  const last = () => {
    const connection = opened.at(-1)
    if (!connection) throw new Error('nothing was opened')
    return connection
  }
  return { opened, connect, last }
}

const listener = (regions: string[] = []) => {
  const heard: unknown[] = []
  let gaps = 0
  const own: LiveListener = { regions, onNotice: (notice) => heard.push(notice), onGap: () => void gaps++ }
  return { own, heard, gaps: () => gaps }
}

const message = (data: unknown) => new MessageEvent('message', { data: JSON.stringify(data) })

describe('the live stream of a tab', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('opens one connection with the regions of all listeners', async () => {
    const { opened, connect, last } = createNetwork()
    const stream = createLiveStream(connect, { visible: true })
    stream.subscribe(listener(['b']).own)
    stream.subscribe(listener(['a', 'b']).own)
    await vi.advanceTimersByTimeAsync(0)
    expect(opened).toHaveLength(1)
    expect(last().url).toBe('/events?regions=a%2Cb')
  })

  it('passes each event to every listener and ignores invalid data', async () => {
    const { connect, last } = createNetwork()
    const stream = createLiveStream(connect, { visible: true })
    const [one, two] = [listener(), listener()]
    stream.subscribe(one.own)
    const leave = stream.subscribe(two.own)
    await vi.advanceTimersByTimeAsync(0)
    last().onmessage?.(message({ topic: 'nexus', id: '7' }))
    last().onmessage?.(message({}))
    leave()
    last().onmessage?.(message({ topic: 'region' }))
    expect(one.heard).toEqual([{ topic: 'nexus', id: '7' }, { topic: 'region' }])
    expect(two.heard).toEqual([{ topic: 'nexus', id: '7' }])
  })

  it('reports a gap after a lost connection, but not on the first one', async () => {
    const { connect, last } = createNetwork()
    const stream = createLiveStream(connect, { visible: true })
    const { own, gaps } = listener()
    stream.subscribe(own)
    await vi.advanceTimersByTimeAsync(0)
    last().onopen?.(new Event('open'))
    expect(gaps()).toBe(0)
    last().onerror?.(new Event('error'))
    last().onopen?.(new Event('open'))
    expect(gaps()).toBe(1)
  })

  it('reconnects after the server refused', async () => {
    const { opened, connect, last } = createNetwork()
    const stream = createLiveStream(connect, { visible: true })
    stream.subscribe(listener().own)
    await vi.advanceTimersByTimeAsync(0)
    Object.assign(last(), { readyState: 2 })
    last().onerror?.(new Event('error'))
    await vi.advanceTimersByTimeAsync(3_000)
    expect(opened).toHaveLength(2)
  })

  it('closes while the tab is hidden and catches up when visible', async () => {
    const { opened, connect, last } = createNetwork()
    const stream = createLiveStream(connect, { visible: true })
    const { own, gaps } = listener()
    stream.subscribe(own)
    await vi.advanceTimersByTimeAsync(0)
    stream.setVisible(false)
    expect(last().closed).toBe(false)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(last().closed).toBe(true)
    stream.setVisible(true)
    expect(opened).toHaveLength(2)
    last().onopen?.(new Event('open'))
    expect(gaps()).toBe(1)
  })

  it('connects a background tab when it becomes visible, and reports a gap', async () => {
    const { opened, connect, last } = createNetwork()
    const stream = createLiveStream(connect, { visible: false })
    const { own, gaps } = listener()
    stream.subscribe(own)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(opened).toHaveLength(0)
    stream.setVisible(true)
    last().onopen?.(new Event('open'))
    expect(gaps()).toBe(1)
  })

  it('closes when the last listener leaves', async () => {
    const { connect, last } = createNetwork()
    const stream = createLiveStream(connect, { visible: true })
    const leave = stream.subscribe(listener().own)
    await vi.advanceTimersByTimeAsync(0)
    leave()
    await vi.advanceTimersByTimeAsync(0)
    expect(last().closed).toBe(true)
  })
})
