import { describe, expect, it } from 'vitest'
import { COMMODITIES } from '../economy/commodities.ts'
import { keysOf } from '../keys-of.ts'
import { createRandom } from '../random.ts'
import { pickWeighted } from './pick-weighted.ts'
import { COMMODITY_MARKETS, marketCapacity, PORT_CLASS_SPECS } from './port-classes.ts'

const classes = Object.values(PORT_CLASS_SPECS)

describe('port classes', () => {
  it.each(COMMODITIES)('buy and sell %s somewhere', (commodity) => {
    expect(classes.some(({ sells }) => commodity in sells)).toBe(true)
    expect(classes.some(({ buys }) => commodity in buys)).toBe(true)
  })

  it('never buy what they sell', () => {
    for (const { sells, buys } of classes)
      expect(keysOf(sells).filter((commodity) => commodity in buys)).toEqual([])
  })
})

describe('the goods', () => {
  it.each([
    ['ore', 84_000],
    ['organics', 84_500],
    ['fuel', 84_000],
    ['food', 84_000],
    ['energy', 85_000],
    ['equipment', 79_200],
    ['luxury', 72_000],
    ['technology', 72_000],
  ] as const)('%s is worth %d credits in a full market', (commodity, worth) => {
    const { basePrice, capacity } = COMMODITY_MARKETS[commodity]
    expect(basePrice * capacity).toBe(worth)
  })

  it.each([
    ['food', 40, 5, 2240],
    ['food', 80, 5, 4480],
    ['ore', 300, 5, 21_000],
    ['ore', 300, 10, 31_500],
    ['luxury', 15, 1, 216],
    ['luxury', 1, 1, 20],
  ] as const)(
    'a market for %s of size %d at development %d holds %d',
    (commodity, size, development, units) => {
      expect(marketCapacity(commodity, size, development)).toBe(units)
    },
  )
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
