import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createBurst, createSpread } from './burst.ts'

const HASTY = { quietMs: 250, withinMs: 1_500 }
const CALM = { quietMs: 5_000, withinMs: 5_000 }

describe('a burst of events', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('becomes one request, made by the latest remaining listener', () => {
    const burst = createBurst()
    const [first, second] = [vi.fn(), vi.fn()]
    burst.join(first)
    const leave = burst.join(second)
    burst.news(HASTY)
    burst.news(HASTY)
    vi.advanceTimersByTime(1_000)
    expect([first.mock.calls.length, second.mock.calls.length]).toEqual([0, 1])
    burst.news(HASTY)
    leave()
    vi.advanceTimersByTime(1_000)
    expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 1])
  })

  it('waits for quiet, up to a maximum', () => {
    const burst = createBurst()
    const refresh = vi.fn()
    burst.join(refresh)
    for (let passed = 0; passed < 1_400; passed += 200) {
      burst.news(HASTY)
      vi.advanceTimersByTime(200)
    }
    expect(refresh).not.toHaveBeenCalled()
    burst.news(HASTY)
    vi.advanceTimersByTime(100)
    expect(refresh).toHaveBeenCalledOnce()
  })

  it('delays calm events without delaying urgent ones', () => {
    const burst = createBurst()
    const refresh = vi.fn()
    burst.join(refresh)
    for (let passed = 0; passed < 4_800; passed += 200) {
      burst.news(CALM)
      vi.advanceTimersByTime(200)
    }
    expect(refresh).not.toHaveBeenCalled()
    vi.advanceTimersByTime(200)
    expect(refresh).toHaveBeenCalledOnce()
    burst.news(CALM)
    burst.news(HASTY)
    burst.news(CALM)
    vi.advanceTimersByTime(250)
    expect(refresh).toHaveBeenCalledTimes(2)
    vi.advanceTimersByTime(10_000)
    expect(refresh).toHaveBeenCalledTimes(2)
  })

  it('ends when the last listener leaves', () => {
    const burst = createBurst()
    const refresh = vi.fn()
    const leave = burst.join(refresh)
    burst.news(HASTY)
    leave()
    vi.advanceTimersByTime(1_000)
    expect(refresh).not.toHaveBeenCalled()
  })
})

describe('what many tabs ask after one event', () => {
  it('is spread over a second, and stays in the order of its haste within a tab', () => {
    const haste = { quietMs: 250, withinMs: 1_500 }
    const early = createSpread(() => 0)
    const late = createSpread(() => 0.999)
    expect(early(haste)).toEqual(haste)
    expect(late(haste)).toEqual({ quietMs: 1_249, withinMs: 2_499 })
    let asked = 0
    const once = createSpread(() => (asked += 0.1))
    expect(once(haste)).toEqual(once(haste))
  })
})
