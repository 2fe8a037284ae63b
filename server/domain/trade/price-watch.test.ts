import { expect, it } from 'vitest'
import { isMet } from './price-watch.ts'

const line = (role: 'sells' | 'buys', net: number | null) => ({
  role,
  offer: net === null ? null : { lot: 10, price: net, spread: 0, tariff: 0, tax: 0, net },
})

it.each([
  ['sells', 80, 80, true],
  ['sells', 81, 80, false],
  ['sells', 79, 80, true],
  ['buys', 80, 80, true],
  ['buys', 79, 80, false],
  ['buys', 81, 80, true],
  ['sells', null, 80, false],
  ['buys', null, 1, false],
] as const)('a port that %s a lot for %s is told of at a limit of %i: %s', (role, net, limit, met) => {
  expect(isMet(line(role, net), limit)).toBe(met)
})
