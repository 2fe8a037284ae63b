import { allow, refuse, type Verdict } from '../refusal.ts'
import { COMMON_PASSWORD_WORDS, KEYBOARD_RUNS } from './common-passwords.ts'

/** NIST SP 800-63B-4: at least 15 characters if the password is the only factor; long ones are allowed. */
export const PASSWORD_MIN_LENGTH = 15
export const PASSWORD_MAX_LENGTH = 128

/** Characters that must remain after predictable parts are removed. */
const SURPRISING_MIN = 4

/** Shorter names occur in other words by chance. */
const CONTEXT_WORD_MIN = 3

const PRODUCT_WORDS = ['sectorwars', 'sectorwar', 'centralnexus']

export type PasswordRefusalReason = 'too-short' | 'too-long' | 'context-word' | 'too-common'

/** Normal form for hashing and comparing (NIST: normalise Unicode before hashing). Nothing is trimmed. */
export const normalizePassword = (password: string): string => password.normalize('NFKC')

/**
 * Checks a new password (NIST SP 800-63B-4): 15 to 128 code points, no composition rules. As NIST asks, the list of
 * common guesses is compared with the whole password: one made only of common words, runs, repetitions and the names
 * of player and game is refused; one that merely contains them is not.
 */
export function checkPassword(
  password: string,
  context: { callsign?: string; email?: string },
): Verdict<undefined, PasswordRefusalReason> {
  const length = [...normalizePassword(password)].length
  if (length < PASSWORD_MIN_LENGTH)
    return refuse(
      'too-short',
      `Use at least ${PASSWORD_MIN_LENGTH} characters. A few words make a good password.`,
    )
  if (length > PASSWORD_MAX_LENGTH)
    return refuse('too-long', `Use at most ${PASSWORD_MAX_LENGTH} characters.`)
  if (surprisingLength(password, []) < SURPRISING_MIN)
    return refuse(
      'too-common',
      'This password is too easy to guess: it is made of common words, runs or repetitions.',
    )
  const names = [context.callsign ?? '', emailLocalPart(context.email ?? ''), ...PRODUCT_WORDS]
    .map(foldLetters)
    .filter((name) => name.length >= CONTEXT_WORD_MIN)
  if (surprisingLength(password, names) < SURPRISING_MIN)
    return refuse(
      'context-word',
      'This password is too easy to guess: it is made of your callsign, your e-mail name or the name of the game.',
    )
  return allow(undefined)
}

const emailLocalPart = (email: string): string => email.split('@')[0] ?? ''

const LOOK_ALIKES: Record<string, string> = {
  0: 'o',
  1: 'i',
  3: 'e',
  4: 'a',
  5: 's',
  7: 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}

/** Lower case, look-alike digits read as letters, everything but letters and digits dropped: "P@ssw0rd!" → "passwordi". */
const foldLetters = (text: string): string =>
  [...normalizePassword(text).toLowerCase()]
    .map((character) => LOOK_ALIKES[character] ?? character)
    .join('')
    .replace(/[^\p{L}\p{N}]/gu, '')

const LONGEST_FIRST = [...COMMON_PASSWORD_WORDS].sort((a, b) => b.length - a.length)
const COMMON_PATTERN = new RegExp(LONGEST_FIRST.join('|'), 'g')

/** Number of characters that an attacker would not expect, after predictable parts are removed. */
function surprisingLength(password: string, names: readonly string[]): number {
  const plain = normalizePassword(password)
    .toLowerCase()
    .replace(/\d{3,}/g, '#')
  // Twice: as typed, and with look-alike digits read as letters. The smaller result counts.
  return Math.min(remainderLength(plain, names), remainderLength(foldLetters(plain), names))
}

function remainderLength(text: string, names: readonly string[]): number {
  const period = shortestPeriod(text)
  let rest = period <= text.length / 2 ? text.slice(0, period) : text
  for (const name of names) rest = rest.replaceAll(name, ' ')
  return collapseRuns(rest.replace(COMMON_PATTERN, ' ').replace(/[\s\p{P}\p{S}]+/gu, ''))
}

/** Length of the repeated piece: 3 for "abcabcab", the full length if nothing repeats. */
function shortestPeriod(text: string): number {
  for (let period = 1; period < text.length; period++) if (text.startsWith(text.slice(period))) return period
  return text.length
}

/** Counts characters, skipping those that continue a keyboard run or repeat the previous one. */
function collapseRuns(text: string): number {
  let counted = 0
  for (let at = 0; at < text.length; at++) {
    const pair = text.slice(at - 1, at + 1)
    const isExpected =
      at > 0 &&
      (pair[0] === pair[1] || KEYBOARD_RUNS.some((run) => run.includes(pair) || run.includes(reverse(pair))))
    if (!isExpected) counted++
  }
  return counted
}

const reverse = (pair: string): string => [...pair].reverse().join('')
