import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isOver, isSeenDue, latestEnd, REFRESH_IDLE_MS, refreshEnd, type Role } from './session-limits.ts'

const NOW = new Date('2102-06-01T12:00:00Z')
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000)
const DAY = 24 * 60

describe('a session', () => {
  it.each([
    ['player', 90 * DAY - 1, 0, false],
    ['player', 90 * DAY, 0, true],
    ['player', 80 * DAY, 20 * DAY, false],
    ['admin', 12 * 60 - 1, 0, false],
    ['admin', 12 * 60, 0, true],
    ['admin', 60, 30, false],
    ['admin', 60, 31, true],
  ] as const)('of a %s, %d minutes old and unused for %d, is over: %s', (role, age, idle, over) => {
    expect(isOver({ createdAt: ago(age), lastSeenAt: ago(idle) }, role, 30, NOW)).toBe(over)
  })

  it('of an administrator may be idle for as long as the setting says', () => {
    expect(isOver({ createdAt: ago(60), lastSeenAt: ago(31) }, 'admin', 45, NOW)).toBe(false)
  })

  it('is marked as seen every five minutes, an administrator’s every minute', () => {
    expect([isSeenDue(ago(2), 'player', NOW), isSeenDue(ago(6), 'player', NOW)]).toEqual([false, true])
    expect([isSeenDue(ago(0.5), 'admin', NOW), isSeenDue(ago(2), 'admin', NOW)]).toEqual([false, true])
  })

  it('ends at the latest so long after its log-in', () => {
    expect(latestEnd(NOW, 'admin').toISOString()).toBe('2102-06-02T00:00:00.000Z')
    expect(latestEnd(NOW, 'player').toISOString()).toBe('2102-08-30T12:00:00.000Z')
  })
})

describe('a refresh token', () => {
  it.each([
    ['player', 0, '2102-07-01T12:00:00.000Z'],
    ['player', 80 * DAY, '2102-06-11T12:00:00.000Z'],
    ['player', 91 * DAY, '2102-05-31T12:00:00.000Z'],
    ['admin', 0, '2102-06-02T00:00:00.000Z'],
    ['admin', 11 * 60, '2102-06-01T13:00:00.000Z'],
  ] as const)('of a %s who logged in %d minutes ago ends at %s', (role, age, end) => {
    expect(refreshEnd(ago(age), role, NOW).toISOString()).toBe(end)
  })

  it('never outlives its log-in, nor a month without use', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<Role>('player', 'admin'),
        fc.integer({ min: 0, max: 200 * DAY }),
        (role, age) => {
          const end = refreshEnd(ago(age), role, NOW).getTime()
          return end <= latestEnd(ago(age), role).getTime() && end <= NOW.getTime() + REFRESH_IDLE_MS
        },
      ),
    )
  })
})
