import { z } from 'zod'
import { pagingFields } from '../paging.ts'
import { HISTORY_KINDS } from './history.ts'

/** A place in the history: a moment in milliseconds and the key that orders what happened within it. */
const CURSOR = /^(\d{1,13})~([0-9a-z-]{1,60})$/

export const historyInput = z.object({
  kind: z.enum(HISTORY_KINDS).optional(),
  /** Entries before this place, as the page after it names it. */
  before: z
    .string()
    .regex(CURSOR, 'This is no place in a history.')
    .transform((text) => {
      const [, at = '0', key = ''] = CURSOR.exec(text) ?? []
      return { at: new Date(Number(at)), key }
    })
    .optional(),
  pageSize: pagingFields.pageSize,
})
export type HistoryInput = z.output<typeof historyInput>

/** Whether a text of an address is a place in a history. */
export const isHistoryPlace = (text: string): boolean => CURSOR.test(text)
