import { describe, expect, it } from 'vitest'
import { preferenceCookie, readPreferences, safeReturnPath } from './preferences.ts'

describe('preferences', () => {
  it('are read back from their cookies', () => {
    const set = [
      preferenceCookie('theme', 'light'),
      preferenceCookie('tz', 'Asia/Tokyo'),
      preferenceCookie('guide', 'off'),
    ]
    const header = ['a=b', ...set.map((cookie) => cookie.split(';')[0])].join('; ')
    expect(readPreferences(header)).toEqual({ theme: 'light', timeZone: 'Asia/Tokyo', hasGuide: false })
  })

  it.each([null, '', 'theme=pink; tz=Mars/Olympus', 'theme=%E0%A4%A; tz='])(
    '%s means dark, UTC and suggestions',
    (header) => {
      expect(readPreferences(header)).toEqual({ theme: 'dark', timeZone: 'UTC', hasGuide: true })
    },
  )

  it.each(['/', '/regions?page=2', '/governor/ashfall/economy'])('%s is a safe return path', (path) => {
    expect(safeReturnPath(path)).toBe(path)
  })

  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', '/a\nb', '', null])(
    '%j falls back to the home page',
    (path) => {
      expect(safeReturnPath(path)).toBe('/')
    },
  )
})
