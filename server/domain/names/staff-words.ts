import { foldAscii } from './fold-ascii.ts'

/** Words by which people would take a name for the platform, its staff or its payment service. */
export const STAFF_WORDS: readonly string[] = [
  ...['admin', 'admins', 'administrator', 'administrators', 'sysadmin', 'moderator', 'moderators'],
  ...['official', 'staff', 'support', 'nexus', 'centralnexus', 'galacticcouncil', 'paypal', 'sectorwars'],
]

/**
 * The staff word that a name holds as a word of its own, or null: "Nexus-Admin", "PayPal Support", "Adm1n2" and "nexusadmin" do,
 * "Badminton" does not.
 * @param fold what makes look-alikes equal
 */
export function staffWordIn(
  name: string,
  words: readonly string[],
  fold: (text: string) => string = (text) => foldAscii(text.toLowerCase()),
): string | null {
  const folded = words.map((word) => foldAscii(word))
  const onlyStaffWords = new RegExp(`^(?:${folded.join('|')})+$`)
  for (const part of partsOf(name)) {
    const text = fold(part)
    if (!onlyStaffWords.test(text)) continue
    return words.find((_, at) => text.startsWith(folded[at] ?? '')) ?? null
  }
  return null
}

/** Words, also those between capitals, and neighbours as one ("Pay-Pal"); each with and without digits at its end, short ones first. */
function partsOf(name: string): string[] {
  const words = name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '')
  const joined = words.flatMap((_, from) =>
    words.slice(from).map((_word, more) => words.slice(from, from + more + 1).join('')),
  )
  return joined
    .sort((one, other) => one.length - other.length)
    .flatMap((word) => [word, word.replace(/\p{N}+$/u, '')])
    .filter((word) => word !== '')
}
