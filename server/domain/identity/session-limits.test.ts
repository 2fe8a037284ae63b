import { describe, expect, it } from 'vitest'
import { isOver, isSeenDue, latestEnd } from './session-limits.ts'

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
