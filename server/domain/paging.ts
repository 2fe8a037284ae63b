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

/**
 * Input fields for a page of a log. Logs grow without limit, so they are read from a cursor, newest first, and not counted. The
 * cursor is that of the last entry of the previous page.
 */
export const cursorFields = {
  after: z
    .string()
    .regex(/^-?\d{1,16}-\d{1,15}$/, 'This is no place in the log.')
    .optional(),
  pageSize: pagingFields.pageSize,
} as const

export const cursorInput = z.object(cursorFields)
export type CursorPaging = z.infer<typeof cursorInput>

/** A part of a log. `next` is the place to read on from, null at its end. */
export type CursorPage<Item> = { items: Item[]; next: string | null }

/** The output schema of a part of a log of `item`. */
export const cursorPageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next: z.string().nullable() })

/** What a cursor says: microseconds since 1970 and the number of the entry. Only for text that `cursorFields` let pass. */
export function parseCursor(cursor: string): { micros: string; number: string } {
  const at = cursor.lastIndexOf('-')
  return { micros: cursor.slice(0, at), number: cursor.slice(at + 1) }
}

/** A page of rows of which one more than `pageSize` were asked for. */
export function cursorPage<Row extends { cursor: string }>(
  rows: readonly Row[],
  pageSize: number,
): CursorPage<Row> {
  const items = rows.slice(0, pageSize)
  return { items, next: rows.length > pageSize ? (items.at(-1)?.cursor ?? null) : null }
}
