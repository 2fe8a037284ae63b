import { createContext, useContext, type ReactNode } from 'react'
import { useAnswer } from './use-answer.ts'

/** What was entered into a form that was refused, and what is wrong with each field. */
type RefusedForm = { entered: Record<string, string>; fields: Record<string, string> }

const RefusedFormContext = createContext<RefusedForm | null>(null)

/** What a refusal says of a control of the form around it; null where nothing was refused. */
export function useRefusedField(name: string | undefined): { entered?: string; error?: string } | null {
  const refused = useContext(RefusedFormContext)
  if (refused === null || name === undefined) return null
  const { entered, fields } = refused
  return {
    ...(name in entered ? { entered: entered[name] } : {}),
    ...(name in fields ? { error: fields[name] } : {}),
  }
}

/** Ids that a page gives a form anew, so that a form that is sent twice counts once. */
const NEW_EACH_TIME = new Set(['giftId', 'orderId'])

/** The refusal of the form with these hidden fields, if that was what the page's action answered. */
export function useRefusedForm(hidden: Record<string, string>): RefusedForm | null {
  const answer: unknown = useAnswer()
  if (!isRefusal(answer)) return null
  const isIt = Object.entries(hidden).every(
    ([name, value]) => NEW_EACH_TIME.has(name) || answer.entered[name] === value,
  )
  return isIt ? answer : null
}

/** Around the fields of a form: each keeps what was entered, with what is wrong beside it. `hidden` are the form's own hidden fields. */
export function RefusedFields({ hidden, children }: { hidden: Record<string, string>; children: ReactNode }) {
  return <RefusedFormContext.Provider value={useRefusedForm(hidden)}>{children}</RefusedFormContext.Provider>
}

/** The answer of an action by `answer(failure, form)`. */
const isRefusal = (answer: unknown): answer is RefusedForm =>
  typeof answer === 'object' &&
  answer !== null &&
  'ok' in answer &&
  answer.ok === false &&
  'fields' in answer &&
  'entered' in answer &&
  typeof answer.entered === 'object' &&
  answer.entered !== null
