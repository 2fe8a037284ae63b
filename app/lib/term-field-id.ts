import { createContext, useContext } from 'react'

/** Name of the surrounding settings form. */
export const SettingsFormName = createContext('')

/** Two settings forms on a page both have timing fields: the form's name keeps their ids apart. */
const TERM_FIELDS: readonly string[] = ['effectiveInDays', 'expiresAfterDays']

export const useTermFieldId = (field: string): string => termFieldId(useContext(SettingsFormName), field)

const termFieldId = (form: string, field: string): string => `${form}-${field}`

/** Converts errors by field to errors by control id, which the summary links to. */
export const byControl = (form: string, errors: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(errors).map(([field, message]) => [
      TERM_FIELDS.includes(field) ? termFieldId(form, field) : field,
      message,
    ]),
  )
