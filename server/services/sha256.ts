import { createHash } from 'node:crypto'

/** SHA-256 of a text as lower-case hex, passed to the rules that hash rolls, tallies and lotteries. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
