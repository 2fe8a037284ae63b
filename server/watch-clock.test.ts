import fc from 'fast-check'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { jumpBetween, watchClock } from './watch-clock.ts'

const second = 1_000

describe('the database’s clock', () => {
  it('that goes at its pace never jumps, and one that is set does by as much', () => {
    const moment = fc.integer({ min: 0, max: 4e12 })
    fc.assert(
      fc.property(
        ...([moment, fc.nat({ max: 1e9 }), fc.integer({ min: -1e9, max: 1e9 })] as const),
        (database, passed, set) => {
          const before = { database, counted: 77 }
          const jump = jumpBetween(before, { database: database + passed + set, counted: 77 + passed })
          expect(jump).toBe(Math.abs(set) < 5 * second ? 0 : set)
        },
      ),
    )
  })

  it('is watched, and a jump is told once', async () => {
    const said: string[] = []
    const log = pino({ level: 'error' }, { write: (line: string) => void said.push(line) })
    let now = 1_000 * second
    let counted = 0
    const stop = watchClock(
      () => {
        now += second
        counted += second
        // Somebody sets it back by an hour at the third look.
        if (counted === 3 * second) now -= 3_600 * second
        if (counted === 2 * second) return Promise.reject(new Error('away'))
        return Promise.resolve(new Date(now))
      },
      log,
      { everyMs: 5, count: () => counted },
    )
    await expect.poll(() => counted).toBeGreaterThan(8 * second)
    stop()
    expect(said).toHaveLength(1)
    expect(said[0]).toContain('set back by 3600')
  })
})
