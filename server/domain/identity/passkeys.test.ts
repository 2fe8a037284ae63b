import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { COUNTER_MAX, isCounterBack, passkeyHostOf } from './passkeys.ts'

describe('the host of passkeys', () => {
  it.each([
    ['https://stars.example.com', { rpId: 'stars.example.com', origin: 'https://stars.example.com' }],
    [
      'https://stars.example.com:8443/game',
      { rpId: 'stars.example.com', origin: 'https://stars.example.com:8443' },
    ],
    ['http://localhost:3000', { rpId: 'localhost', origin: 'http://localhost:3000' }],
    ['http://game.localhost', { rpId: 'game.localhost', origin: 'http://game.localhost' }],
    ['http://stars.example.com', null],
    ['http://127.0.0.1:3000', null],
    ['https://192.0.2.7', null],
    ['https://[2001:db8::1]', null],
    ['http://notlocalhost', null],
  ])('of %s is %o', (publicUrl, host) => {
    expect(passkeyHostOf(publicUrl)).toEqual(host)
  })
})

describe('a counter', () => {
  const count = fc.integer({ min: 0, max: COUNTER_MAX })

  it('that grows is right, and so is none at all', () => {
    expect(isCounterBack({ stored: 0, shown: 0 })).toBe(false)
    fc.assert(
      fc.property(count, fc.integer({ min: 1, max: 1000 }), (stored, more) => {
        expect(isCounterBack({ stored, shown: stored + more })).toBe(false)
      }),
    )
  })

  it('that was shown before, or is lower, belongs to a copy', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: COUNTER_MAX }), fc.nat(), (stored, less) => {
        expect(isCounterBack({ stored, shown: Math.max(0, stored - less) })).toBe(true)
      }),
    )
  })
})
