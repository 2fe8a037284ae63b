import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { commonPasswords } from '#server/auth/common-passwords.ts'
import { checkPassword, PASSWORD_MAX_LENGTH } from './password-policy.ts'

const context = { callsign: 'StarPilot', email: 'jo.marsh@harbour-mail.example', names: ['Halcyon Commons'] }
const NOTHING: ReadonlySet<string> = new Set<string>()
const reasonFor = (password: string, listed = NOTHING) => {
  const verdict = checkPassword(password, context, listed)
  return verdict.ok ? undefined : verdict.reason
}

/** What a generator of passwords makes. */
/** Without a leaning to the first letters of the alphabet, of which words are made as well. */
const randomCharacters = fc.noBias(
  fc.string({
    unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'),
    minLength: 20,
    maxLength: 20,
  }),
)

describe('checkPassword without the list of used passwords', () => {
  it('refuses words of the game even without a context', () => {
    expect(checkPassword('tulip gravel ocean mint', {}).ok).toBe(true)
    expect(checkPassword('sectorwars2102sectorwars', {}).ok).toBe(false)
  })

  it.each([
    'tulip gravel ocean mint',
    'tulip starpilot gravel',
    'my password is a tulip',
    'sectorwars ocean mint',
    'kx9 Tq2 vvR7 mmLp 4w',
    'всем привет из ленинграда',
    'zwölf blaue Elefanten tanzen',
    'j'.concat('urpq bdlx wfiz heka'),
    'vogel huis kaas fiets '.repeat(5),
  ])('%j is allowed', (password) => {
    expect(reasonFor(password)).toBeUndefined()
  })

  it.each([
    ['fourteen chars', 'too-short'],
    ['', 'too-short'],
    ['🚀🚀🚀🚀🚀🚀🚀🚀', 'too-short'],
    ['tulip gravel '.repeat(11), 'too-long'],
    ['passwordpassword', 'too-common'],
    ['Password12345678', 'too-common'],
    ['P@ssw0rdP@ssw0rd1!', 'too-common'],
    ['welcome to 2102 welcome', 'too-common'],
    ['aaaaaaaaaaaaaaaa', 'too-common'],
    ['abcabcabcabcabcabc', 'too-common'],
    ['abcdefghijklmnopqrstuvwxyz', 'too-common'],
    ['1234567890123456', 'too-common'],
    ['19870412 20150630', 'too-common'],
    ['qwertyuiopasdfghjkl', 'too-common'],
    ['poiuytrewqlkjhgfdsa', 'too-common'],
    ['letmein!!!letmein???', 'too-common'],
    ['correct horse battery staple', 'too-common'],
    ['P@ssw0rd-12345678', 'too-common'],
    ['starpilot-starpilot', 'context-word'],
    ['starpilot password 2102', 'context-word'],
    ['ST4R-P1L0T-welcome!', 'context-word'],
    ['jo.marsh jo-marsh 1', 'context-word'],
    ['SectorWars StarPilot', 'context-word'],
    ['Halcyon Commons 2102', 'context-word'],
    ['halcyon StarPilot!', 'context-word'],
    ['harbour mail starpilot', 'context-word'],
  ])('%j: %s', (password, reason) => {
    expect(reasonFor(password)).toBe(reason)
  })

  it('counts characters, not bytes or code units', () => {
    expect(reasonFor('🚀🪐🌍🌑🌒🌓🌔🌕🌖🌗🌘🌙🌚🌛')).toBe('too-short')
    expect(reasonFor('ñandú rápido azul')).toBeUndefined()
  })

  it('ignores short names that occur in other words', () => {
    expect(checkPassword('granny knits anoraks', { callsign: 'An' }).ok).toBe(true)
  })
})

describe('checkPassword with the 100,000 most used passwords', () => {
  let listed: ReadonlySet<string>
  let words: string[]
  beforeAll(async () => {
    listed = await commonPasswords()
    words = [...listed]
  })

  it('knows tens of thousands of words', () => {
    expect(words.length).toBeGreaterThan(50_000)
  })

  it.each([
    'iloveyoubabygirl',
    'manchesterunited',
    'Manchester United 1',
    'manchesterliverpool2019',
    'L0vely-Babyg1rl-1998',
    'my password is a tulip',
    'sectorwars ocean mint',
    'starpilot-manchester',
  ])('%j is refused', (password) => {
    expect(['too-common', 'context-word']).toContain(reasonFor(password, listed))
  })

  it.each([
    'tulip gravel ocean mint',
    'manchester gravel ocean',
    'violet lantern over harbour',
    'granny knits anoraks',
    'kx9 Tq2 vvR7 mmLp 4w',
    'всем привет из ленинграда',
  ])('%j is allowed', (password) => {
    expect(reasonFor(password, listed)).toBeUndefined()
  })

  it('says what to do', () => {
    expect(checkPassword('manchesterunited', context, listed)).toMatchObject({
      message: expect.stringContaining('Use three or more words') as string,
    })
  })

  it('no two of its words with a number and three more characters make a password', () => {
    const word = fc.nat().map((n) => words[n % words.length] ?? '')
    const three = fc.string({ unit: fc.constantFrom(...'xkqz'), maxLength: 3 })
    const year = fc.integer({ min: 100, max: 99_999_999 })
    fc.assert(
      fc.property(word, word, three, year, (one, other, rest, number) => {
        expect(reasonFor(`${one} ${other}${rest}${number}`, listed)).not.toBeUndefined()
      }),
      { numRuns: 300 },
    )
  })

  it('twenty random characters are a password, whatever stands before them', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 100 }), randomCharacters, (before, random) => {
        expect(reasonFor(`${before}${random}`, listed)).toBeUndefined()
      }),
      { numRuns: 300 },
    )
  })

  it('answers for every text, and with a reason for all but good ones', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 140 }), (text) => {
        const length = [...text.normalize('NFKC')].length
        const reason = reasonFor(text, listed)
        if (length < 15) expect(reason).toBe('too-short')
        if (length > PASSWORD_MAX_LENGTH) expect(reason).toBe('too-long')
      }),
      { numRuns: 200 },
    )
  })
})
