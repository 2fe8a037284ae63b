import { describe, expect, it } from 'vitest'
import { createRandom } from '../random.ts'
import { createNamer } from './sector-names.ts'

describe('names', () => {
  it('are unique and contain no digits', () => {
    const namer = createNamer(createRandom('names'))
    const names = Array.from({ length: 1000 }, () => [
      namer.place(['Harbor', 'Watch']),
      namer.station(['Foundry']),
      namer.world(),
    ]).flat()
    expect(new Set(names).size).toBe(3000)
    expect(names.filter((name) => /\d/.test(name))).toEqual([])
  })

  it('are the same for the same seed', () => {
    const draw = (seed: string) => createNamer(createRandom(seed)).place(['Reach'])
    expect(draw('one')).toBe(draw('one'))
    expect(draw('one')).not.toBe(draw('two'))
  })
})
