import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contrastRatio } from './contrast.ts'
import { DEFAULT_TERMS, languagePackSchema, TERMS, termsOf } from './language-pack.ts'
import { plainText } from '../plain-text.ts'
import { checkThemeContrast, DEFAULT_THEME, EMBLEMS, themeContrast } from './theme.ts'
import { themeProblems } from './theme-problems.ts'
import { themeSchema } from './theme-schema.ts'
import { isTraditionDate, mottoSchema, traditionsSchema } from './traditions.ts'

const hex = fc.stringMatching(/^#[0-9a-fA-F]{6}$/)
const colour = fc.oneof(hex, hex, hex, fc.string({ maxLength: 8 }))
const anyLook = fc.record({
  accent: colour,
  background: colour,
  text: colour,
  font: fc.constantFrom('inter', 'serif', 'comic'),
  emblem: fc.constantFrom('sun', 'leaf', 'skull'),
})

it('a look has the same problems for who chooses it as for who sends it', () => {
  fc.assert(
    fc.property(anyLook, (look) => {
      const told: Record<string, string> = {}
      for (const { path, message } of themeSchema.safeParse(look).error?.issues ?? [])
        told[String(path[0])] ??= message
      expect(themeProblems(look)).toEqual(told)
    }),
  )
})

describe('contrast', () => {
  it.each([
    ['#000000', '#ffffff', 21],
    ['#ffffff', '#ffffff', 1],
    ['#767676', '#ffffff', 4.54],
    ['#ff0000', '#ffffff', 4],
  ])('%s on %s is %d', (one, other, ratio) => {
    expect(contrastRatio(one, other)).toBeCloseTo(ratio, 2)
    expect(contrastRatio(other, one)).toBeCloseTo(ratio, 2)
  })

  it('lies between 1 and 21 for any two colours', () => {
    const colour = fc
      .integer({ min: 0, max: 0xffffff })
      .map((value) => `#${value.toString(16).padStart(6, '0')}`)
    fc.assert(
      fc.property(colour, colour, (one, other) => {
        const ratio = contrastRatio(one, other)
        expect(ratio).toBeGreaterThanOrEqual(1)
        expect(ratio).toBeLessThanOrEqual(21)
      }),
    )
  })
})

describe('theme', () => {
  it('the default theme passes its own check', () => {
    expect(themeSchema.parse(DEFAULT_THEME)).toEqual(DEFAULT_THEME)
    expect(themeContrast(DEFAULT_THEME)).toMatchObject({ textPasses: true, accentPasses: true })
    expect(EMBLEMS).toHaveLength(24)
  })

  it('refuses text that is hard to read and names both figures', () => {
    const theme = { ...DEFAULT_THEME, background: '#ffffff', text: '#777777' }
    expect(checkThemeContrast(theme)).toMatchObject({
      reason: 'text-contrast-too-low',
      message: 'Text on background has a contrast of 4.47; it must be at least 4.5.',
    })
    expect(themeSchema.safeParse(theme).error?.issues).toMatchObject([{ path: ['text'] }])
  })

  it('refuses an accent that is hard to see', () => {
    const theme = { ...DEFAULT_THEME, accent: '#14203a' }
    expect(checkThemeContrast(theme)).toMatchObject({ reason: 'accent-contrast-too-low' })
    expect(themeSchema.safeParse(theme).error?.issues).toMatchObject([{ path: ['accent'] }])
  })

  it.each([
    { accent: 'red' },
    { accent: '#fff' },
    { text: 'url(x)' },
    { font: 'Comic Sans' },
    { emblem: 'skull' },
  ])('refuses %j as a theme', (change) => {
    expect(themeSchema.safeParse({ ...DEFAULT_THEME, ...change }).success).toBe(false)
  })

  it('colours are kept in lower case', () => {
    expect(themeSchema.parse({ ...DEFAULT_THEME, text: '#E8EDF7' }).text).toBe('#e8edf7')
  })
})

describe('language pack', () => {
  it('renames known terms and leaves the others in English', () => {
    const pack = languagePackSchema.parse({ port: '  Haven ' })
    expect(termsOf({ ...pack, planet: '', dragon: 'Wyrm' })).toEqual({ ...DEFAULT_TERMS, port: 'Haven' })
  })

  it('keys of the object prototype are not terms', () => {
    expect(termsOf(Object.create({ port: 'Trap' }) as Record<string, string>).port).toBe('Port')
  })

  it.each([
    { dragon: 'Wyrm' },
    { port: '' },
    { port: 'x'.repeat(41) },
    { port: 'a\u202eb' },
    { port: 'a\nb' },
  ])('%j is refused', (pack) => {
    expect(languagePackSchema.safeParse(pack).success).toBe(false)
  })

  it('may rename everything', () => {
    const pack = Object.fromEntries(TERMS.map((term) => [term, `the ${term}`]))
    expect(termsOf(languagePackSchema.parse(pack))).toEqual(pack)
  })
})

describe('traditions', () => {
  it.each(['07-14', '02-29', '2102-07-14', '2104-02-29', '2000-02-29', '12-31'])('%s is a date', (date) => {
    expect(isTraditionDate(date)).toBe(true)
  })

  it.each(['02-30', '13-01', '00-10', '04-31', '2102-02-29', '2100-02-29', '7-14', 'today', '07-00', ''])(
    '%j is not a date',
    (date) => {
      expect(isTraditionDate(date)).toBe(false)
    },
  )

  it('a region keeps at most 24', () => {
    const tradition = { name: 'Founding', date: '07-14', description: 'Lanterns\nin every port' }
    expect(traditionsSchema.safeParse(Array(24).fill(tradition)).success).toBe(true)
    expect(traditionsSchema.safeParse(Array(25).fill(tradition)).error?.issues[0]?.message).toBe(
      'A region keeps at most 24 traditions.',
    )
    expect(traditionsSchema.safeParse([{ ...tradition, date: '02-30' }]).success).toBe(false)
  })
})

describe('plain text', () => {
  it('markup is ordinary text', () => {
    expect(mottoSchema.parse('<b>Per aspera</b>')).toBe('<b>Per aspera</b>')
    expect(mottoSchema.parse('Per aspera 🚀')).toBe('Per aspera 🚀')
  })

  it('is trimmed and composed', () => {
    expect(mottoSchema.parse('  A\u030angstrom ')).toBe('Ångstrom')
  })

  it.each([
    ['\u0000', 'The motto contains characters that cannot be shown.'],
    ['a\u200bb', 'The motto contains characters that cannot be shown.'],
    ['a\ud800b', 'The motto contains characters that cannot be shown.'],
    ['a\nb', 'The motto must be a single line.'],
    [7, 'The motto must be text.'],
    ['x'.repeat(141), 'The motto may have at most 140 characters.'],
  ])('%j is refused', (text, message) => {
    expect(mottoSchema.safeParse(text).error?.issues[0]?.message).toBe(message)
  })

  it('may have several lines where allowed', () => {
    expect(plainText({ label: 'It', max: 9, multiline: true }).parse('a\nb')).toBe('a\nb')
    expect(plainText({ label: 'It', min: 2, max: 9 }).safeParse('a').error?.issues[0]?.message).toBe(
      'It must have 2 to 9 characters.',
    )
  })
})
