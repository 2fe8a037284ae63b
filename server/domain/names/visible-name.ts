import { NAME_LETTERS } from './look-alike-tables.ts'

const ALLOWED_LETTERS: ReadonlySet<number> = readRanges()
const PUNCTUATION = " '’.,:;!?&+/()·–—-"
/** More marks on one letter than any of the alphabets needs, or the same twice. */
const TOO_MANY_MARKS = /^\p{M}|[^\p{L}\p{M}]\p{M}|\p{M}{4}|(\p{M})\1/u

const scriptSet = (...scripts: string[]) =>
  new RegExp(`^[${[...scripts, 'Zyyy', 'Zinh'].map((script) => `\\p{scx=${script}}`).join('')}]+$`, 'u')
/** Alphabets that may share a word (UTS 39, "highly restrictive"): each by itself, and those that Chinese, Japanese and Korean mix. */
const SCRIPT_SETS: readonly RegExp[] = [
  ...[
    'Latn',
    'Cyrl',
    'Grek',
    'Arab',
    'Armn',
    'Beng',
    'Deva',
    'Ethi',
    'Geor',
    'Gujr',
    'Guru',
    'Hebr',
    'Khmr',
    'Knda',
  ],
  ...['Laoo', 'Mlym', 'Mymr', 'Orya', 'Sinh', 'Taml', 'Telu', 'Thaa', 'Thai', 'Tibt'],
]
  .map((script) => scriptSet(script))
  .concat([
    scriptSet('Latn', 'Hani', 'Hira', 'Kana'),
    scriptSet('Latn', 'Hani', 'Bopo'),
    scriptSet('Latn', 'Hani', 'Hang'),
  ])

/** The form in which a name is kept: what Unicode calls compatible is one character (NFKC), spaces are single. */
export const tidyName = (name: string): string => name.normalize('NFKC').replace(/ +/g, ' ').trim()

/**
 * What is wrong with a tidy name, as people are told; null if nothing is. A name holds letters, marks and digits that UTS 39 allows and
 * plain punctuation, each word in one alphabet: nothing invisible, nothing that turns text around, no piles of accents.
 */
export function visibleNameProblem(label: string, name: string): string | null {
  const letters = [...name]
  if (!letters.every((letter) => PUNCTUATION.includes(letter) || isAllowed(letter)))
    return `${label} may hold letters, digits, spaces and ${[...PUNCTUATION].slice(1).join(' ')} only. Leave everything else out.`
  if (TOO_MANY_MARKS.test(name.normalize('NFD')))
    return `${label} has too many accents on one letter. Leave some out.`
  if (letters.filter((letter) => /[\p{L}\p{N}]/u.test(letter)).length < 2)
    return `${label} needs at least two letters or digits.`
  const mixed = name
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .find((word) => word !== '' && !SCRIPT_SETS.some((set) => set.test(word)))
  return mixed === undefined ? null : `“${mixed}” mixes letters of several alphabets. Write each word in one.`
}

const isAllowed = (letter: string): boolean => ALLOWED_LETTERS.has(letter.codePointAt(0) ?? 0)

function readRanges(): Set<number> {
  const points = new Set<number>()
  let at = 0
  for (const range of NAME_LETTERS.trim().split(/\s/)) {
    const [gap = '', length = ''] = range.split('+')
    at += Number.parseInt(gap, 36)
    const last = at + Number.parseInt(length, 36)
    for (; at < last; at++) points.add(at)
    points.add(at)
  }
  return points
}
