import { type ReadNumber } from './typed-number.ts'

/** A field of a posted form as text; a file or nothing is an empty text. */
export const formText = (form: FormData, name: string): string => {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

/** A number field that may be left empty. What is no number stays one that no rule accepts. */
export const numberOrNull = (text: string | undefined, read: ReadNumber): number | null =>
  text === undefined || text.trim() === '' ? null : read(text)
