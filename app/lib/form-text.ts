import { type ReadNumber } from './typed-number.ts'

/** A text field of a form; files and missing fields become an empty text. */
export const formText = (form: FormData, name: string): string => {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

/**
 * What was chosen of a list. Anything else is passed on as it was sent, never replaced by a choice: the call refuses it and says what to
 * choose.
 */
export const formChoice = <Choice extends string>(
  form: FormData,
  name: string,
  choices: readonly Choice[],
): Choice => {
  const sent = formText(form, name)
  return choices.find((choice) => choice === sent) ?? (sent as Choice)
}

/** The same for a choice that a form may lack; undefined without it. */
export const optionalChoice = <Choice extends string>(
  form: FormData,
  name: string,
  choices: readonly Choice[],
): Choice | undefined => (form.has(name) ? formChoice(form, name, choices) : undefined)

/** An optional number field: null if empty, NaN if invalid. */
export const numberOrNull = (text: string | undefined, read: ReadNumber): number | null =>
  text === undefined || text.trim() === '' ? null : read(text)
