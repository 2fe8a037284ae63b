import { KEYBOARD_RUNS } from './common-passwords.ts'

/** What an attacker expects in a password: any number of the free words, and a few of the others. */
export type ExpectedWords = { free: ReadonlySet<string>; counted: readonly ReadonlySet<string>[] }

/** So many counted words may be guessed together, with one number beside them. */
const GUESSED_WORDS = 2
const NUMBER = /^\d{3,8}$/

/** No expected word is longer. */
const WORD_MAX = 60

/** A run beside counted words is longer: in random characters two neighbours are nothing special. */
const RUN_BESIDE_WORDS = 3

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

/** Lower case, everything but letters and digits dropped. */
export const plainLetters = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/** The same with look-alikes read as letters, except in numbers: "P@ssw0rd-2102!" → "password2102i". */
export const foldLetters = (text: string): string =>
  plainLetters(text.replace(/\d{3,}|[\d@$!]/g, (found) => LOOK_ALIKES[found] ?? found))

/**
 * How many characters of a text in plain letters an attacker would not expect: of all ways to read it the one with fewest. What is
 * expected, or goes on with a run, counts nothing; of a repeated piece only the first counts.
 */
export function surpriseOf(whole: string, expected: ExpectedWords): number {
  const period = shortestPeriod(whole)
  const text = period <= whole.length / 2 ? whole.slice(0, period) : whole
  // For each number of counted words, without and with a number: the cost of the text up to each position.
  const ways = Array.from({ length: 2 * (GUESSED_WORDS + 1) }, (_, way) => ({
    words: way >> 1,
    numbers: way & 1,
    costs: Array<number>(text.length + 1).fill(Number.POSITIVE_INFINITY),
  }))
  const reach = (words: number, numbers: number, at: number, cost: number): void => {
    const way = numbers <= 1 ? ways[2 * words + numbers] : undefined
    if (way && cost < (way.costs[at] ?? 0)) way.costs[at] = cost
  }
  reach(0, 0, 0, 0)
  for (let at = 0; at < text.length; at++) {
    const parts = partsAt(text, at, expected)
    for (const { words, numbers, costs } of ways) {
      const cost = costs[at] ?? 0
      for (const part of parts) reach(words + part.words, numbers + part.numbers, part.end, cost + part.cost)
    }
  }
  return Math.min(...ways.map(({ costs }) => costs[text.length] ?? 0))
}

type Part = { end: number; words: 0 | 1; numbers: 0 | 1; cost: 0 | 1 }

/** How the text can go on: by one character, by an expected word, or by a number. */
function partsAt(text: string, at: number, { free, counted }: ExpectedWords): Part[] {
  const isOfRun = continues(text, at) && (counted.length === 0 || runAround(text, at) >= RUN_BESIDE_WORDS)
  const parts: Part[] = [{ end: at + 1, words: 0, numbers: 0, cost: isOfRun ? 0 : 1 }]
  for (let end = at + 2; end <= Math.min(text.length, at + WORD_MAX); end++) {
    const word = text.slice(at, end)
    if (free.has(word)) parts.push({ end, words: 0, numbers: 0, cost: 0 })
    else if (counted.some((list) => list.has(word))) parts.push({ end, words: 1, numbers: 0, cost: 0 })
    else if (NUMBER.test(word)) parts.push({ end, words: 0, numbers: 1, cost: 0 })
  }
  return parts
}

/** Length of the repeated piece: 3 for "abcabcab", the full length if nothing repeats. */
function shortestPeriod(text: string): number {
  for (let period = 1; period < text.length; period++) if (text.startsWith(text.slice(period))) return period
  return text.length
}

/** Two neighbours on a keyboard or in the alphabet, in either direction. */
const NEIGHBOURS: ReadonlySet<string> = new Set(
  KEYBOARD_RUNS.flatMap((run) =>
    [...run.slice(1)].flatMap((next, at) => {
      const before = run.charAt(at)
      return [before + next, next + before]
    }),
  ),
)

/** Whether a character repeats the one before it or is its neighbour. */
const continues = (text: string, at: number): boolean =>
  at > 0 && at < text.length && (text[at - 1] === text[at] || NEIGHBOURS.has(text.slice(at - 1, at + 1)))

/** Whether a run of at least three goes through a character that continues one. */
const runAround = (text: string, at: number): number =>
  continues(text, at - 1) || continues(text, at + 1) ? RUN_BESIDE_WORDS : 2
