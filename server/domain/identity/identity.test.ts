import { describe, expect, it } from 'vitest'
import { callsignKey, callsignSchema } from './callsign.ts'
import { emailSchema } from './email.ts'
import { loginInput, registerInput } from './inputs.ts'
import { checkPassword } from './password-policy.ts'

const context = { callsign: 'StarPilot', email: 'jo.marsh@example.org' }
const reasonFor = (password: string) => {
  const verdict = checkPassword(password, context)
  return verdict.ok ? undefined : verdict.reason
}

describe('checkPassword', () => {
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

describe('callsign', () => {
  it.each(['Ann', 'Red-Baron_7', 'x'.repeat(24), 'A1b'])('%s is a callsign', (callsign) => {
    expect(callsignSchema.parse(callsign)).toBe(callsign)
  })

  it.each([
    'ab',
    'x'.repeat(25),
    '7up',
    'Red Baron',
    'Аnn',
    '-Ann',
    'Ann-',
    'A--b',
    'Admin',
    'sector_wars',
    '',
  ])('%j is refused', (callsign) => {
    expect(callsignSchema.safeParse(callsign).success).toBe(false)
  })

  it('ignores case and separators when comparing', () => {
    expect(callsignKey('Red-Baron')).toBe(callsignKey('red_baron'))
  })
})

describe('e-mail', () => {
  it('is kept trimmed and in lower case', () => {
    expect(emailSchema.parse('  Jo.Marsh@Example.ORG ')).toBe('jo.marsh@example.org')
  })

  it.each(['', 'jo', 'jo@', '@example.org', 'jo@example', `${'x'.repeat(250)}@a.org`])(
    '%j is refused',
    (email) => {
      expect(emailSchema.safeParse(email).success).toBe(false)
    },
  )
})

describe('inputs', () => {
  it('registering checks the password against the other fields', () => {
    const input = { email: 'Jo@Example.org', callsign: 'StarPilot', password: 'starpilot password 2102' }
    expect(registerInput.safeParse(input).error?.issues).toMatchObject([{ path: ['password'] }])
    const password = '  tulip gravel ocean  '
    expect(registerInput.parse({ ...input, password })).toEqual({
      email: 'jo@example.org',
      callsign: 'StarPilot',
      password,
    })
  })

  it('logging in does not check the format', () => {
    expect(loginInput.safeParse({ email: 'nobody', password: 'x' }).success).toBe(true)
    expect(loginInput.safeParse({ email: '', password: 'x' }).success).toBe(false)
    expect(loginInput.safeParse({ email: 'a', password: 'x'.repeat(2000) }).success).toBe(false)
  })
})
