import { describe, expect, it } from 'vitest'
import { offsetOf, pageCount, pageOf, pagingInput } from './paging.ts'
import { z } from 'zod'

describe('paging', () => {
  it('starts at the first page of 25', () => {
    expect(pagingInput.parse({})).toEqual({ page: 1, pageSize: 25 })
  })

  it.each([{ page: 0 }, { pageSize: 0 }, { pageSize: 101 }, { page: 1.5 }])('refuses %o', (input) => {
    expect(pagingInput.safeParse(input).success).toBe(false)
  })

  it('skips what earlier pages show', () => {
    expect(offsetOf({ page: 3, pageSize: 20 })).toBe(40)
  })

  it.each([
    [0, 1],
    [25, 1],
    [26, 2],
  ])('counts the pages of %i entries as %i', (total, pages) => {
    expect(pageCount({ total, pageSize: 25 })).toBe(pages)
  })

  it('builds the schema of a page', () => {
    const page = { items: ['a'], total: 1, page: 1, pageSize: 25 }
    expect(pageOf(z.string()).parse(page)).toEqual(page)
  })
})
