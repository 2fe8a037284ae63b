import { describe, expect, it } from 'vitest'
import { honoursOf, profitPerThousand } from './pilot-record.ts'

const NOTHING = { turns: 0, trades: 0, profit: 0, contracts: 0, sectorsCharted: 0 }

describe('profit for 1,000 turns', () => {
  it('ranks 300 turns well used before 7,000', () =>
    expect(profitPerThousand(15_000, 300)).toBeGreaterThan(profitPerThousand(280_000, 7_000)))
  it('is negative for who lost', () => expect(profitPerThousand(-50, 200)).toBe(-250))
})

describe('honours', () => {
  const titles = (record: Partial<typeof NOTHING>, rank: 'cadet' | 'legend' = 'cadet') =>
    honoursOf({ ...NOTHING, ...record }, rank).map(({ title }) => title)

  it.each([
    [{}, []],
    [{ profit: 1 }, ['First profit']],
    [{ profit: 24_999 }, ['First profit']],
    [{ profit: 25_000 }, ['First profit', 'Earned a Hauler']],
    [{ profit: 1_000_000 }, ['First profit', 'Earned a Hauler', 'Made a million']],
    [{ contracts: 24 }, []],
    [{ contracts: 25 }, ['Reliable']],
    [{ sectorsCharted: 250, trades: 1_000 }, ['Cartographer', 'Old hand']],
  ])('of %j', (record, expected) => expect(titles(record)).toEqual(expected))

  it('name the highest rank', () => expect(titles({}, 'legend')).toEqual(['Legend']))
})
