import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contrastRatio } from '#server/domain/culture/contrast.ts'
import { inkOn, legibleOn } from './contrast.ts'

const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`)

describe('contrast', () => {
  it('makes any accent readable on every surface of a theme', () => {
    for (const surfaces of [
      ['#05080f', '#0b1220', '#1a2640'],
      ['#ffffff', '#e3eaf6'],
    ]) {
      fc.assert(
        fc.property(colour, (accent) =>
          surfaces.every((surface) => contrastRatio(legibleOn(accent, surfaces), surface) >= 4.5),
        ),
      )
    }
  })

  it('does not change a readable accent', () => {
    expect(legibleOn('#45dcf5', ['#05080f'])).toBe('#45dcf5')
  })

  it('picks a readable text colour for any fill', () => {
    fc.assert(fc.property(colour, (fill) => contrastRatio(inkOn(fill), fill) >= 4.1))
  })
})
