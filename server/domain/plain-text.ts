import { z } from 'zod'

// Control characters, invisible characters that reorder or hide text (bidi overrides and isolates, zero width), and
// lone surrogates, which PostgreSQL refuses in JSON and drops from text.
const UNSAFE =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\p{Cs}]/u
/** Text of somebody else, for a terminal: what moves its cursor, hides or reorders is blank. Line breaks stay. */
export const withoutUnsafe = (text: string): string => text.replace(new RegExp(UNSAFE, 'gu'), ' ')

const LINE_BREAK = /[\n\t]/

export type PlainTextRule = { label: string; min?: number; max: number; multiline?: boolean }

/**
 * Text for display: trimmed, composed (NFC), of limited length, without invisible or reordering characters. It is
 * always shown as text, so angle brackets are ordinary characters here.
 */
export function plainText({ label, min = 0, max, multiline = false }: PlainTextRule) {
  const length =
    min > 0
      ? `${label} must have ${min} to ${max} characters.`
      : `${label} may have at most ${max} characters.`
  return z
    .string(`${label} must be text.`)
    .trim()
    .normalize('NFC')
    .min(min, length)
    .max(max, length)
    .refine((text) => !UNSAFE.test(text), `${label} contains characters that cannot be shown.`)
    .refine((text) => multiline || !LINE_BREAK.test(text), `${label} must be a single line.`)
}
