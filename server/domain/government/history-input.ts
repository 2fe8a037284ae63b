import { z } from 'zod'
import { pagingFields } from '../paging.ts'
import { HISTORY_KINDS } from './history.ts'

/** A cursor: a time in milliseconds and a key that orders entries within it. */
const CURSOR = /^(\d{1,13})~([0-9a-z-]{1,60})$/

export const historyInput = z.object({
  kind: z.enum(HISTORY_KINDS).optional(),
  /** Only entries before this cursor. */
  before: z
    .string()
    .regex(CURSOR, 'Invalid history cursor.')
    .transform((text) => {
      const [, at = '0', key = ''] = CURSOR.exec(text) ?? []
      return { at: new Date(Number(at)), key }
    })
    .optional(),
  pageSize: pagingFields.pageSize,
})
export type HistoryInput = z.output<typeof historyInput>

/** Whether a text is a valid cursor. */
export const isHistoryCursor = (text: string): boolean => CURSOR.test(text)
