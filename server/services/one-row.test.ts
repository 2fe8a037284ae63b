import { describe, expect, it } from 'vitest'
import { oneRow } from './one-row.ts'

describe('oneRow', () => {
  it('returns the row of a statement that has one', () => {
    expect(oneRow([{ id: 7 }])).toEqual({ id: 7 })
  })

  it('throws when there is none', () => {
    expect(() => oneRow([])).toThrow('returned none')
  })
})
