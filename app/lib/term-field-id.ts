import { createContext, useContext } from 'react'

/** The settings form that a field is in. */
export const SettingsFormName = createContext('')

/** A page with two settings forms has the fields of their terms twice: the form's name tells their ids apart. */
const TERM_FIELDS: readonly string[] = ['effectiveInDays', 'expiresAfterDays']

export const useTermFieldId = (field: string): string => termFieldId(useContext(SettingsFormName), field)

const termFieldId = (form: string, field: string): string => `${form}-${field}`

/** Refusals by field → by the id of the field's control, which a summary links to. */
export const byControl = (form: string, errors: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(errors).map(([field, message]) => [
      TERM_FIELDS.includes(field) ? termFieldId(form, field) : field,
      message,
    ]),
  )
