import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY_MS } from '#server/domain/utc-day.ts'
import { NIGHT_HOUR, storyBegin } from './story-time.ts'

const HOUR_MS = 3_600_000

test('the nights of a story are when the daily work is due, whenever it is made', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2030, 0) }),
      fc.integer({ min: 1, max: 30 }),
      (now, days) => {
        const begin = storyBegin(now, days)
        const earlier = now - days * DAY_MS - begin
        expect(earlier).toBeGreaterThanOrEqual(0)
        expect(earlier).toBeLessThan(2.5 * HOUR_MS)
        const night = ((begin + NIGHT_HOUR * HOUR_MS) % DAY_MS) / HOUR_MS
        expect(night).toBeGreaterThanOrEqual(1.5)
        expect(night).toBeLessThanOrEqual(23)
      },
    ),
    { examples: [[Date.UTC(2026, 10, 30, 0, 5, 32), 30]] },
  )
})
