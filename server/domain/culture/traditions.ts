import { z } from 'zod'
import { plainText } from '../plain-text.ts'

export type Tradition = { name: string; date: string; description: string }

export const TRADITIONS_MAX = 24
export const MOTTO_MAX_LENGTH = 140

const DATE_MESSAGE = 'A date is month and day (07-14) or a full date (2102-07-14).'
const DAYS_OF_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** `MM-DD` repeats every year (02-29 in leap years), `YYYY-MM-DD` is one day. */
export function isTraditionDate(date: string): boolean {
  const match = /^(?:(\d{4})-)?(\d{2})-(\d{2})$/.exec(date)
  if (!match) return false
  const [year, month, day] = [match[1], Number(match[2]), Number(match[3])]
  if (day < 1 || day > (DAYS_OF_MONTH[month - 1] ?? 0)) return false
  return year === undefined || month !== 2 || day < 29 || isLeapYear(Number(year))
}

/** Whether a tradition's date falls on a UTC day (`YYYY-MM-DD`). */
export const fallsOn = (date: string, isoDay: string): boolean => date === isoDay || date === isoDay.slice(5)

const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

export const traditionSchema = z.object({
  name: plainText({ label: "A tradition's name", min: 1, max: 60 }),
  date: z.string(DATE_MESSAGE).refine(isTraditionDate, DATE_MESSAGE),
  description: plainText({ label: "A tradition's description", max: 500, multiline: true }),
})

export const traditionsSchema = z
  .array(traditionSchema)
  .max(TRADITIONS_MAX, `A region keeps at most ${TRADITIONS_MAX} traditions.`)

export const mottoSchema = plainText({ label: 'The motto', max: MOTTO_MAX_LENGTH })
