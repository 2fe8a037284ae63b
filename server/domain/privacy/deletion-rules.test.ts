import { describe, expect, it } from 'vitest'
import { deletionDueAt, mayDelete } from './deletion-rules.ts'

describe('an account may be deleted', () => {
  it.each([
    ['by a player', { isLastAdmin: false }, null],
    ['not by the last administrator', { isLastAdmin: true }, 'last-admin'],
  ] as const)('%s', (_, facts, reason) => {
    const verdict = mayDelete(facts)
    expect(verdict.ok ? null : verdict.reason).toBe(reason)
  })
})

it('a deletion is due after the notice', () => {
  expect(deletionDueAt(new Date('2102-01-01T00:00:00Z'), 14)).toEqual(new Date('2102-01-15T00:00:00Z'))
})
