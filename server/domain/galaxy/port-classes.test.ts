import { describe, expect, it } from 'vitest'
import { COMMODITIES } from '../economy/commodities.ts'
import { createRandom } from '../random.ts'
import { pickWeighted } from './pick-weighted.ts'
import { PORT_CLASS_SPECS } from './port-classes.ts'

const classes = Object.values(PORT_CLASS_SPECS)

describe('port classes', () => {
  it.each(COMMODITIES)('buy and sell %s somewhere', (commodity) => {
    expect(classes.some(({ sells }) => sells.includes(commodity))).toBe(true)
    expect(classes.some(({ buys }) => buys.includes(commodity))).toBe(true)
  })

  it('never buy what they sell', () => {
    for (const { sells, buys } of classes)
      expect(sells.filter((commodity) => buys.includes(commodity))).toEqual([])
  })
})

describe('picking by weight', () => {
  it('follows the weights and never picks a weight of zero', () => {
    const random = createRandom('weights')
    const drawn = Array.from({ length: 3000 }, () =>
      pickWeighted(random, [
        ['a', 2],
        ['never', 0],
        ['b', 1],
      ]),
    )
    expect(drawn).not.toContain('never')
    expect(drawn.filter((item) => item === 'a').length / drawn.length).toBeCloseTo(2 / 3, 1)
  })

  it('throws on choices without weight', () => {
    expect(() => pickWeighted(createRandom('none'), [['a', 0]])).toThrow(RangeError)
  })
})
