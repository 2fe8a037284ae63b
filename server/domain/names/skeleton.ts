import { foldAscii } from './fold-ascii.ts'
import { PROTOTYPES } from './look-alike-tables.ts'

const letterAt = (point: string) => String.fromCodePoint(Number.parseInt(point, 36))
const lettersAt = (points: string) => points.split('.').map(letterAt).join('')

const PROTOTYPE_OF: ReadonlyMap<string, string> = new Map(
  PROTOTYPES.trim()
    .split(/\s/)
    .flatMap((line) => {
      const [to = '', from = ''] = line.split('=')
      return from.split(',').map((points) => [lettersAt(points), lettersAt(to)] as const)
    }),
)

/** In these alphabets marks decorate; elsewhere they are letters of their own. */
const DECORATED = /([\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}])\p{Mn}+/gu
const NEITHER_LETTER_NOR_DIGIT = /[^\p{L}\p{M}\p{N}]/gu

const bare = (text: string): string =>
  text.normalize('NFKD').replace(DECORATED, '$1').replace(NEITHER_LETTER_NOR_DIGIT, '')

const replaceOnce = (text: string): string => {
  const replaced = Array.from(text, (letter) => PROTOTYPE_OF.get(letter) ?? letter).join('')
  return bare(foldAscii(bare(replaced).toLowerCase()))
}

/**
 * What a name looks like (UTS 39, "skeleton"), without case, accents, spaces and punctuation: names with one skeleton are taken for
 * each other. Empty for a name without letters and digits. `skeletonOf(skeletonOf(x))` is `skeletonOf(x)`.
 */
export function skeletonOf(name: string): string {
  let [before, text] = ['', bare(name)]
  while (text !== before) [before, text] = [text, replaceOnce(text)]
  return text
}

/** What tells names apart; two that share either are too similar. */
export type NameKeys = {
  /** Equal for names that differ in case only, in any alphabet. */
  key: string
  /** Equal for names that look alike as they are written. */
  look: string
}

/** The keys of a name. They differ where an alphabet has capitals that look like ours and small letters that do not. */
export const nameKeys = (name: string): NameKeys => ({
  key: skeletonOf(name.toLowerCase()),
  look: skeletonOf(name),
})
