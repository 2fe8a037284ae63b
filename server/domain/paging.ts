import { z } from 'zod'
import { count } from './wire-fields.ts'

export const PAGE_SIZE_DEFAULT = 25
export const PAGE_SIZE_MAX = 100
/** Most calls in one `/trpc` request; the browser's client splits larger batches. */
export const BATCH_MAX = 10

/** Paging fields to spread into a list's input. Pages count from 1. */
export const pagingFields = {
  page: z.number().int().min(1, 'Pages count from 1.').default(1),
  pageSize: z
    .number()
    .int()
    .min(1, `A page has 1 to ${PAGE_SIZE_MAX} entries.`)
    .max(PAGE_SIZE_MAX, `A page has 1 to ${PAGE_SIZE_MAX} entries.`)
    .default(PAGE_SIZE_DEFAULT),
} as const

export const pagingInput = z.object(pagingFields)
export type Paging = z.infer<typeof pagingInput>

/** One page of a list. `total` counts all entries, not only those of this page. */
export type Page<Item> = { items: Item[]; total: number; page: number; pageSize: number }

/** Output schema of a page of `item`. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), total: count, page: count, pageSize: count })

/** Rows to skip before this page. */
export const offsetOf = ({ page, pageSize }: Paging): number => (page - 1) * pageSize

/** Cuts one page out of a full list. */
export const pageOfAll = <Item>(all: readonly Item[], { page, pageSize }: Paging): Page<Item> => {
  const from = offsetOf({ page, pageSize })
  return { items: all.slice(from, from + pageSize), total: all.length, page, pageSize }
}

/** Number of pages; an empty list has one. */
export const pageCount = ({ total, pageSize }: { total: number; pageSize: number }): number =>
  Math.max(1, Math.ceil(total / pageSize))
