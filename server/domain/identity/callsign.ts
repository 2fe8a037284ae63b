import { z } from 'zod'
import { foldAscii } from '../names/fold-ascii.ts'
import { STAFF_WORDS, staffWordIn } from '../names/staff-words.ts'

export const CALLSIGN_MIN_LENGTH = 3
export const CALLSIGN_MAX_LENGTH = 24

/** Names that could be mistaken for the platform or its staff. */
const RESERVED_CALLSIGNS: ReadonlySet<string> = new Set([
  ...['council', 'anonymous', 'nobody', 'null', 'undefined', 'deleted', 'owner', 'governor'],
])

/** No word of a callsign. "Former" names accounts that are gone. */
const RESERVED_WORDS = [...STAFF_WORDS, 'root', 'system', 'security', 'operator', 'warden', 'former']

export const CALLSIGN_SHAPE = /^[A-Za-z][A-Za-z0-9]*(?:[-_][A-Za-z0-9]+)*$/

const SHAPE_MESSAGE =
  'A callsign has 3 to 24 letters and digits, single hyphens or underscores between them, and starts with a letter.'

/** Key for finding a callsign: ignores case and separators. */
export const callsignKey = (callsign: string): string => callsign.toLowerCase().replace(/[-_]/g, '')

/** What a callsign looks like: two that share it are too similar. The database computes the same (users.callsign_skeleton). */
export const callsignSkeleton = (callsign: string): string => foldAscii(callsignKey(callsign))

/** The public name of a player. Only plain letters, so that look-alikes from other alphabets are impossible. */
export const callsignSchema = z
  .string(SHAPE_MESSAGE)
  .trim()
  .min(CALLSIGN_MIN_LENGTH, SHAPE_MESSAGE)
  .max(CALLSIGN_MAX_LENGTH, SHAPE_MESSAGE)
  .regex(CALLSIGN_SHAPE, SHAPE_MESSAGE)
  .refine((callsign) => !RESERVED_CALLSIGNS.has(callsignKey(callsign)), 'This callsign is reserved.')
  .superRefine((callsign, check) => {
    const word = staffWordIn(callsign, RESERVED_WORDS)
    if (word !== null)
      check.addIssue({
        code: 'custom',
        message: `“${word}” is kept for the platform and its staff. Choose a callsign without it.`,
      })
  })
