import { z } from 'zod'
import { skeletonOf } from '../names/skeleton.ts'
import { STAFF_WORDS, staffWordIn } from '../names/staff-words.ts'
import { tidyName, visibleNameProblem } from '../names/visible-name.ts'

export const DISPLAY_NAME_LENGTH = { min: 3, max: 60 } as const

const LABEL = 'The display name'
const LENGTH_MESSAGE = `${LABEL} must have ${DISPLAY_NAME_LENGTH.min} to ${DISPLAY_NAME_LENGTH.max} characters.`

/** A region's name as people read it: letters that everybody sees, and no word that belongs to the platform or its staff. */
export const displayNameSchema = z
  .string(`${LABEL} must be text.`)
  .overwrite(tidyName)
  .min(DISPLAY_NAME_LENGTH.min, LENGTH_MESSAGE)
  .max(DISPLAY_NAME_LENGTH.max, LENGTH_MESSAGE)
  .superRefine((name, check) => {
    const problem = visibleNameProblem(LABEL, name) ?? staffWordProblem(name)
    if (problem !== null) check.addIssue({ code: 'custom', message: problem })
  })

function staffWordProblem(name: string): string | null {
  const word = staffWordIn(name, STAFF_WORDS, skeletonOf)
  return word === null
    ? null
    : `“${word}” is kept for the platform and its staff. Leave it out of ${LABEL.toLowerCase()}.`
}
