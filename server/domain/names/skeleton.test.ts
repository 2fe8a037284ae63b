import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NAME_LETTERS, PROTOTYPES } from './look-alike-tables.ts'
import { nameKeys, skeletonOf } from './skeleton.ts'

const letterAt = (points: string) =>
  points
    .split('.')
    .map((point) => String.fromCodePoint(Number.parseInt(point, 36)))
    .join('')

/** Each character of the table with what it looks like. */
const LOOK_ALIKES = PROTOTYPES.trim()
  .split(/\s/)
  .flatMap((line) => {
    const [to = '', from = ''] = line.split('=')
    return from.split(',').map((points) => [letterAt(points), letterAt(to)] as const)
  })
const ASCII_PAIRS = [
  ...(['I', 'l', '1', 'i', 'L'] as const).flatMap((one, _, all) => all.map((other) => [one, other] as const)),
  ...([
    ['O', '0'],
    ['o', '0'],
    ['rn', 'm'],
    ['RN', 'm'],
    ['vv', 'w'],
    ['VV', 'W'],
  ] as const),
]

const ascii = fc.string({ unit: fc.constantFrom(...'ABCIJLMNOVWabcijlmnorvwz0159 -_.'), maxLength: 20 })

describe('the skeleton of a name', () => {
  it('knows the whole table of the standard that names can need', () => {
    expect(LOOK_ALIKES.length).toBeGreaterThan(600)
    expect(NAME_LETTERS.trim().split(/\s/).length).toBeGreaterThan(1_500)
  })

  it('is its own skeleton', () => {
    for (const [letter] of LOOK_ALIKES)
      expect(skeletonOf(skeletonOf(letter)), letter).toBe(skeletonOf(letter))
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(skeletonOf(skeletonOf(name))).toBe(skeletonOf(name))
      }),
    )
  })

  it('is the same for a name in capitals and in small letters', () => {
    fc.assert(
      fc.property(ascii, (name) => {
        expect(skeletonOf(name.toUpperCase())).toBe(skeletonOf(name))
        expect(skeletonOf(name.toLowerCase())).toBe(skeletonOf(name))
      }),
    )
    expect(nameKeys('НОС').key).toBe(nameKeys('нос').key)
  })

  it('stays the same when a letter is replaced by one that looks like it', () => {
    fc.assert(
      fc.property(
        ascii,
        ascii,
        fc.constantFrom(...LOOK_ALIKES, ...ASCII_PAIRS),
        (before, after, [one, other]) => {
          expect(skeletonOf(`${before}${one}${after}`)).toBe(skeletonOf(`${before}${other}${after}`))
        },
      ),
      { numRuns: 2_000 },
    )
  })

  it.each([
    'Halcyon  Commons',
    'Halcyon-Commons',
    'HALCYON COMMONS',
    'Hälcyon Commons.',
    'HaIcyon Cornmons',
    'Ha1cyοn C0mmons',
  ])('%s looks like Halcyon Commons', (name) => {
    expect(skeletonOf(name)).toBe(skeletonOf('Halcyon Commons'))
  })

  it.each(['Halcyon Common', 'The Halcyon Commons', 'Falcon Commons', 'Halcyon Commons II', 'Халкион'])(
    '%s does not',
    (name) => {
      expect(skeletonOf(name)).not.toBe(skeletonOf('Halcyon Commons'))
    },
  )
})
