import { describe, expect, it } from 'vitest'
import { oneRow } from './one-row.ts'

describe('oneRow', () => {
  it('is the row of a statement that gives one', () => {
    expect(oneRow([{ id: 7 }])).toEqual({ id: 7 })
  })

  it('fails loudly when there is none', () => {
    expect(() => oneRow([])).toThrow('returned none')
  })
})
