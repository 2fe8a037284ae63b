import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openSteps, toBase32, totpStep, totpUri, typedTotp } from './totp.ts'

describe('the steps whose code is right', () => {
  const now = new Date(59_000)

  it('are this half minute, the one before and the one after', () => {
    expect(totpStep(now)).toBe(1)
    expect(openSteps(now, null)).toEqual([0, 1, 2])
  })

  it('lie after the one last used, so that no code works twice', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(0), noInvalidDate: true }),
        fc.integer({ min: -3, max: 3 }),
        (at, off) => {
          const lastUsedStep = totpStep(at) + off
          expect(openSteps(at, lastUsedStep).every((step) => step > lastUsedStep)).toBe(true)
        },
      ),
    )
  })
})

describe('base 32', () => {
  // RFC 4648 §10, without padding.
  it.each([
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ])('of “%s” is %s', (text, encoded) => {
    expect(toBase32(new TextEncoder().encode(text))).toBe(encoded)
  })
})

it('the address of a QR code names the game, the account and the secret', () => {
  expect(totpUri({ issuer: 'SectorWars 2102', account: 'a b@example.org', secret: 'MZXW6' })).toBe(
    'otpauth://totp/SectorWars%202102:a%20b%40example.org?secret=MZXW6&issuer=SectorWars+2102',
  )
})

it.each([
  ['123456', '123456'],
  [' 123 456 ', '123456'],
  ['12345', null],
  ['1234567', null],
  ['7H2K-09QX-4M1C-T8ZB', null],
  ['', null],
])('“%s” typed as a code reads %s', (typed, code) => {
  expect(typedTotp(typed)).toBe(code)
})
