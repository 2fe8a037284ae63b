import { allow, refuse, type Verdict } from '../refusal.ts'
import { COMMON_PASSWORD_WORDS } from './common-passwords.ts'
import { foldLetters, plainLetters, surpriseOf } from './guessable-text.ts'

/** NIST SP 800-63B-4: at least 15 characters if the password is the only factor; long ones are allowed. */
export const PASSWORD_MIN_LENGTH = 15
export const PASSWORD_MAX_LENGTH = 128

/** Characters that must remain after predictable parts are removed. */
const SURPRISING_MIN = 4

/** Shorter names occur in other words by chance. */
const CONTEXT_WORD_MIN = 3

/** Shorter entries of a list of passwords occur in other words by chance. */
const LISTED_WORD_MIN = 4

const GAME_WORDS = [
  'sectorwars',
  'sectorwar',
  'centralnexus',
  'nexus',
  'galacticcouncil',
  'governor',
  'starport',
]

export type PasswordRefusalReason = 'too-short' | 'too-long' | 'context-word' | 'too-common'

/** What an attacker knows of an account and tries first; `names` are those of regions. */
export type PasswordContext = { callsign?: string; email?: string; names?: readonly string[] }

/** Normal form for hashing and comparing (NIST: normalise Unicode before hashing). Nothing is trimmed. */
export const normalizePassword = (password: string): string => password.normalize('NFKC')

const NO_WORDS: ReadonlySet<string> = new Set<string>()
const COMMON: ReadonlySet<string> = new Set(COMMON_PASSWORD_WORDS)
const WHAT_TO_DO = 'Use three or more words that nobody would expect beside each other.'

/**
 * Checks a new password (NIST SP 800-63B-4): 15 to 128 code points, no composition rules. As NIST asks, the whole password is
 * compared with common guesses: refused is what is made only of our common words, the names of player and game, runs, repetitions
 * and digits, or only of one or two listed passwords or names with a number and fewer than four other characters. One that merely
 * contains them is good.
 * @param listed the most used passwords, by {@link asPasswordWords}; without them only the rest is checked
 */
export function checkPassword(
  password: string,
  context: PasswordContext,
  listed: ReadonlySet<string> = NO_WORDS,
): Verdict<undefined, PasswordRefusalReason> {
  const length = [...normalizePassword(password)].length
  if (length < PASSWORD_MIN_LENGTH)
    return refuse(
      'too-short',
      `Use at least ${PASSWORD_MIN_LENGTH} characters. A few words make a good password.`,
    )
  if (length > PASSWORD_MAX_LENGTH)
    return refuse('too-long', `Use at most ${PASSWORD_MAX_LENGTH} characters.`)
  const isExpected = (free: ReadonlySet<string>, ...counted: ReadonlySet<string>[]) =>
    [plainLetters(password), foldLetters(password)].some(
      (text) => surpriseOf(text, { free, counted }) < SURPRISING_MIN,
    )
  if (isOnlyDigits(password) || isExpected(COMMON) || isExpected(COMMON, listed))
    return refuse(
      'too-common',
      `This password is too easy to guess: it is made of common words, runs or repetitions. ${WHAT_TO_DO}`,
    )
  const names = namesOf(context)
  if (isExpected(new Set([...COMMON, ...names])) || isExpected(COMMON, listed, names))
    return refuse(
      'context-word',
      `This password is too easy to guess: it is made of your callsign, your e-mail address or names of the game. ${WHAT_TO_DO}`,
    )
  return allow(undefined)
}

const isOnlyDigits = (password: string): boolean => /^\d+$/.test(plainLetters(password))

/** Listed passwords as words that {@link checkPassword} finds: as they are, and with look-alikes read as letters. */
export function asPasswordWords(passwords: readonly string[]): ReadonlySet<string> {
  const words = new Set<string>()
  for (const password of passwords) {
    // Numbers alone are expected anyway.
    if (/^\d*$/.test(password)) continue
    const forms = /^[a-z]*$/.test(password) ? [password] : [plainLetters(password), foldLetters(password)]
    for (const form of forms) if (form.length >= LISTED_WORD_MIN) words.add(form)
  }
  return words
}

function namesOf({ callsign = '', email = '', names = [] }: PasswordContext): ReadonlySet<string> {
  const [localPart = ''] = email.split('@')
  const whole = [callsign, localPart, ...names, ...GAME_WORDS]
  const parts = [callsign, email, ...names].flatMap((name) => name.split(/[^\p{L}\p{N}]+/u))
  return new Set(
    [...whole, ...parts]
      .flatMap((name) => [plainLetters(name), foldLetters(name)])
      .filter((name) => name.length >= CONTEXT_WORD_MIN),
  )
}
