import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCookie } from './read-cookie.ts'

describe('a cookie', () => {
  it.each([
    ['session=a', 'a'],
    ['theme=light; session=a; tz=UTC', 'a'],
    ['session=first; session=second', 'first'],
    ['session=a=b', 'a=b'],
    ['session=%E0%A4%A', '%E0%A4%A'],
    ['other=%E0%A4%A; session=a', 'a'],
    ['session=', ''],
    [' \tsession = a \t', 'a'],
  ])('in %j is read as it was sent', (header, value) => {
    expect(readCookie(header, 'session')).toBe(value)
  })

  it.each([null, '', 'session', 'sessions=a', 'SESSION=a', 'theme=session', '=session=a'])(
    'is not in %j',
    (header) => {
      expect(readCookie(header, 'session')).toBeNull()
    },
  )

  it.each([
    '%5F_Host-session=planted',
    '__Host%2Dsession=planted',
    '__Host-sessio%6E=planted',
    '\u00a0__Host-session=planted',
    '\u2000__Host-session=planted',
    '\ufeff__Host-session=planted',
  ])('whose name only looks like the guarded one is not it: %j', (header) => {
    expect(readCookie(header, '__Host-session')).toBeNull()
    expect(readCookie(`${header}; __Host-session=mine`, '__Host-session')).toBe('mine')
  })

  it('is found whatever other cookies hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (other) => {
        const header = `other=${other.replaceAll(';', '')}; session=mine`
        expect(readCookie(header, 'session')).toBe('mine')
      }),
    )
  })
})
