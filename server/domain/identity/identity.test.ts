import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { skeletonOf } from '../names/skeleton.ts'
import { CALLSIGN_SHAPE, callsignKey, callsignSchema, callsignSkeleton } from './callsign.ts'
import { emailSchema } from './email.ts'
import { loginInput, registerInput } from './inputs.ts'

describe('callsign', () => {
  it.each(['Ann', 'Red-Baron_7', 'x'.repeat(24), 'A1b', 'Badminton', 'Supporter', 'Governor-Bell'])(
    '%s is a callsign',
    (callsign) => {
      expect(callsignSchema.parse(callsign)).toBe(callsign)
    },
  )

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
    'Nexus-Admin',
    'PayPal-Support',
    'Adm1n',
    'Warden-0duya',
    'Former-0123456789abcdef',
    'Governor',
    '',
  ])('%j is refused', (callsign) => {
    expect(callsignSchema.safeParse(callsign).success).toBe(false)
  })

  it('says which word it cannot hold, and what to do', () => {
    expect(callsignSchema.safeParse('Nexus-Admin').error?.issues).toMatchObject([
      { message: '“nexus” is kept for the platform and its staff. Choose a callsign without it.' },
    ])
  })

  it('ignores case and separators when looked for', () => {
    expect(callsignKey('Red-Baron')).toBe(callsignKey('red_baron'))
  })

  it.each(['llse-Marrow', '1lse-Marrow', 'ILSE_MARROW', 'IlseMarrow', 'Ilse-Marrovv', 'Ilse-Marr0w'])(
    '%s looks like Ilse-Marrow',
    (callsign) => {
      expect(callsignSkeleton(callsign)).toBe(callsignSkeleton('Ilse-Marrow'))
    },
  )

  it('looks the same to the rule for callsigns and the one for all names', () => {
    fc.assert(
      fc.property(fc.stringMatching(CALLSIGN_SHAPE), (callsign) => {
        expect(callsignSkeleton(callsign)).toBe(skeletonOf(callsign))
      }),
    )
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
