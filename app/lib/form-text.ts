import { type ReadNumber } from './typed-number.ts'

/** A text field of a form; files and missing fields become an empty text. */
export const formText = (form: FormData, name: string): string => {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

/** An optional number field: null if empty, NaN if invalid. */
export const numberOrNull = (text: string | undefined, read: ReadNumber): number | null =>
  text === undefined || text.trim() === '' ? null : read(text)
