import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

// Writes server/domain/names/look-alike-tables.ts from two files of the Unicode Security Mechanisms (UTS 39):
//   node scripts/write-look-alikes.mjs 17.0.0 confusables.txt IdentifierStatus.txt
// Both are reduced to what a name of this game can hold.

const [version, confusablesFile, statusFile] = process.argv.slice(2)
if (!version || !confusablesFile || !statusFile)
  throw new Error(
    'usage: node scripts/write-look-alikes.mjs <version> <confusables.txt> <IdentifierStatus.txt>',
  )

const linesOf = (file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.replace(/^\uFEFF|#.*$/g, '').trim())
    .filter((line) => line !== '')
const hex = (text) => Number.parseInt(text, 16)

/** Letters, marks and digits that UTS 39 recommends for identifiers. */
const isLetter = (point) =>
  /[\p{L}\p{M}\p{Nd}]/u.test(String.fromCodePoint(point)) &&
  !/\p{Default_Ignorable_Code_Point}/u.test(String.fromCodePoint(point))
const letters = linesOf(statusFile).flatMap((line) => {
  const [first, last = first] = line.split(';')[0].trim().split('..').map(hex)
  return Array.from({ length: last - first + 1 }, (_, at) => first + at).filter(isLetter)
})

/** What those become when a name is read in both cases (skeleton.ts). */
const met = new Set(
  letters.flatMap((point) => {
    const letter = String.fromCodePoint(point)
    return [letter, letter.toLowerCase(), letter.toUpperCase()].flatMap((form) => [...form.normalize('NFKD')])
  }),
)
const prototypes = new Map(
  linesOf(confusablesFile).flatMap((line) => {
    const [from, to] = line
      .split(';')
      .map((points) =>
        String.fromCodePoint(
          ...(points.trim().match(/^[0-9A-F ]+$/) ? points.trim().split(' ').map(hex) : []),
        ),
      )
    return met.has(from) ? [[from, to]] : []
  }),
)

const ranges = []
for (const point of letters) {
  const latest = ranges.at(-1)
  if (latest && latest[1] === point - 1) latest[1] = point
  else ranges.push([point, point])
}
const base36 = (number) => number.toString(36)
/** Distance from the end of the one before, and length. */
const rangeText = ranges
  .map(([first, last], at) => `${base36(first - (ranges[at - 1]?.[1] ?? 0))}+${base36(last - first)}`)
  .join(' ')

const bySkeleton = new Map()
for (const [from, to] of prototypes) bySkeleton.set(to, [...(bySkeleton.get(to) ?? []), from])
const points = (text) => [...text].map((letter) => base36(letter.codePointAt(0))).join('.')
const prototypeText = [...bySkeleton]
  .map(([to, from]) => `${points(to)}=${from.map(points).join(',')}`)
  .join(' ')

const inLines = (text) => text.replace(/(.{1,110}) /g, '$1\n')
const file = path.resolve(import.meta.dirname, '../server/domain/names/look-alike-tables.ts')
writeFileSync(
  file,
  `// Written by scripts/write-look-alikes.mjs from confusables.txt and IdentifierStatus.txt of Unicode ${version}
// (https://www.unicode.org/Public/security/, Unicode License v3). Numbers are code points in base 36.

/** Letters, marks and digits that a name may hold: distance from the end of the range before, and length. */
export const NAME_LETTERS = \`
${inLines(rangeText)}
\`

/** What looks alike: the prototype, and the characters that look like it. */
export const PROTOTYPES = \`
${inLines(prototypeText)}
\`
`,
)
console.log(`${letters.length} letters in ${ranges.length} ranges, ${prototypes.size} look-alikes`)
