import { describe, expect, it } from 'vitest'
import { preferenceCookie, readPreferences, safeReturnPath } from './preferences.ts'

describe('preferences', () => {
  it('are read back from their cookies', () => {
    const header = `a=b; ${preferenceCookie('theme', 'light').split(';')[0]}; ${preferenceCookie('tz', 'Asia/Tokyo').split(';')[0]}`
    expect(readPreferences(header)).toEqual({ theme: 'light', timeZone: 'Asia/Tokyo' })
  })

  it.each([null, '', 'theme=pink; tz=Mars/Olympus', 'theme=%E0%A4%A; tz='])(
    '%s means dark and UTC',
    (header) => {
      expect(readPreferences(header)).toEqual({ theme: 'dark', timeZone: 'UTC' })
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
