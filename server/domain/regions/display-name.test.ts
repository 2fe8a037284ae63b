import { describe, expect, it } from 'vitest'
import { displayNameSchema } from './display-name.ts'

const problemOf = (name: string) => displayNameSchema.safeParse(name).error?.issues[0]?.message

describe('a display name', () => {
  it.each([
    'Halcyon Commons',
    'The Very Long Quiet Beyond the Outermost Lanterns',
    'Supporter’s Rest',
    'Badminton & Sons, Ltd. (No. 7)',
    'Terra–Nova',
    'Älvdalen',
    'Việt Nam',
    'Новая Москва',
    'Αθήνα',
    '日本の森',
    'ＡＬＰＨＡ 星',
    '한국어 마을',
    'भारत गणराज्य',
    'ไทยที่รัก',
    'سماء الليل',
    'סקטור שלי',
    'Kepler System',
    'Council of Ten',
  ])('can be %s', (name) => {
    expect(problemOf(name)).toBeUndefined()
  })

  it.each([
    ['three U+3164', '\u3164\u3164\u3164'],
    ['U+2800', '\u2800\u2800\u2800'],
    ['U+200C', 'Halcyon\u200c Commons'],
    ['tag characters', 'Halcyon Commons\u{e0041}\u{e0042}'],
    ['a text that runs the other way', 'Halcyon\u202e Commons'],
    ['a variation selector', 'Halcyon Commons\ufe0f'],
    ['a soft hyphen', 'Halcyon\u00ad Commons'],
    ['small capitals', 'Hᴀʟᴄʏᴏɴ Commons'],
    ['pictures', '⚡ Thunder'],
    ['half a character', 'Halcyon \ud83d'],
    ['two lines', 'Halcyon\nCommons'],
  ])('cannot hold %s', (_, name) => {
    expect(problemOf(name)).toMatch(/^The display name may hold letters, digits, spaces and/)
  })

  it.each([
    [
      'a Cyrillic o',
      'Halcyоn Commons',
      '“Halcyоn” mixes letters of several alphabets. Write each word in one.',
    ],
    ['a Greek o', 'Halcyοn Commons', '“Halcyοn” mixes letters of several alphabets. Write each word in one.'],
    [
      'a pile of accents',
      'Ze\u0301\u0301lgo',
      'The display name has too many accents on one letter. Leave some out.',
    ],
    [
      'an accent on nothing',
      'Halcyon \u0301 Commons',
      'The display name has too many accents on one letter. Leave some out.',
    ],
    ['no letters', '– – –', 'The display name needs at least two letters or digits.'],
    [
      'the platform',
      'The Central Nexus',
      '“nexus” is kept for the platform and its staff. Leave it out of the display name.',
    ],
    [
      'the payment service in Cyrillic',
      'раураӏ',
      '“paypal” is kept for the platform and its staff. Leave it out of the display name.',
    ],
    ['two letters', 'ab', 'The display name must have 3 to 60 characters.'],
    ['61 letters', 'x'.repeat(61), 'The display name must have 3 to 60 characters.'],
    // One character that stands for 18.
    ['what grows', '\ufdfa'.repeat(4), 'The display name must have 3 to 60 characters.'],
  ])('cannot have %s', (_, name, message) => {
    expect(problemOf(name)).toBe(message)
  })

  it('is kept with single spaces and plain characters', () => {
    expect(displayNameSchema.parse('  Ｈａｌｃｙｏｎ \u00a0 Commons ')).toBe('Halcyon Commons')
  })
})
