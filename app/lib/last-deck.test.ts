import { describe, expect, it } from 'vitest'
import { governedIn, lastDeckOf } from './last-deck.ts'

describe('the deck that a browser showed last', () => {
  it.each([
    ['/governor/halcyon-commons', 'halcyon-commons'],
    ['/governor/halcyon-commons/economy', 'halcyon-commons'],
    ['/admin', null],
    ['/admin/nexus', null],
  ])('is %s', (path, region) => {
    expect(lastDeckOf(`theme=dark; deck=${path}`)).toBe(path)
    expect(governedIn(path)).toBe(region)
  })

  it.each([
    '',
    '//evil.example',
    '/governor/x/policies/1',
    '/play',
    '/admin/../x',
    'https://evil.example/admin',
  ])('is not "%s"', (value) => {
    expect(lastDeckOf(`deck=${value}`)).toBeNull()
  })
})
