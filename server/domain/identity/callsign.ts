import { z } from 'zod'

export const CALLSIGN_MIN_LENGTH = 3
export const CALLSIGN_MAX_LENGTH = 24

/** Names that could be mistaken for the platform or its staff. */
const RESERVED_CALLSIGNS: ReadonlySet<string> = new Set([
  ...['admin', 'administrator', 'root', 'system', 'support', 'staff', 'moderator', 'security', 'official'],
  ...['nexus', 'centralnexus', 'galacticcouncil', 'council', 'sectorwars', 'paypal', 'anonymous', 'nobody'],
  ...['null', 'undefined', 'deleted', 'owner', 'governor'],
])

export const CALLSIGN_SHAPE = /^[A-Za-z][A-Za-z0-9]*(?:[-_][A-Za-z0-9]+)*$/

const SHAPE_MESSAGE =
  'A callsign has 3 to 24 letters and digits, single hyphens or underscores between them, and starts with a letter.'

/** Key for comparing callsigns: ignores case and separators. */
export const callsignKey = (callsign: string): string => callsign.toLowerCase().replace(/[-_]/g, '')

/** The public name of a player. Only plain letters, so that look-alikes from other alphabets are impossible. */
export const callsignSchema = z
  .string(SHAPE_MESSAGE)
  .trim()
  .min(CALLSIGN_MIN_LENGTH, SHAPE_MESSAGE)
  .max(CALLSIGN_MAX_LENGTH, SHAPE_MESSAGE)
  .regex(CALLSIGN_SHAPE, SHAPE_MESSAGE)
  .refine((callsign) => !RESERVED_CALLSIGNS.has(callsignKey(callsign)), 'This callsign is reserved.')
