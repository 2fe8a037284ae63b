import { expect, it } from 'vitest'
import { type BoardLine } from '../economy/price-board.ts'
import { comparePorts } from './compare-ports.ts'

const line = (commodity: BoardLine['commodity'], role: BoardLine['role'], net: number | null): BoardLine => ({
  ...{ commodity, role, basePrice: 15, levelBp: 10_000, stock: 100, capacity: 200, spreadBp: 500, perDay: 0 },
  offer: net === null ? null : { lot: 10, price: net, spread: 0, tariff: 0, tax: 0, net },
})

it('two ports are compared good by good, what brings most when carried over first', () => {
  const a = [
    line('ore', 'sells', 100),
    line('food', 'buys', 160),
    line('fuel', 'sells', 140),
    line('luxury', 'sells', null),
  ]
  const b = [
    line('ore', 'buys', 130),
    line('food', 'sells', 90),
    line('fuel', 'sells', 120),
    line('luxury', 'buys', 300),
  ]
  expect(comparePorts(a, b)).toEqual([
    {
      commodity: 'food',
      lot: 10,
      a: { role: 'buys', net: 160 },
      b: { role: 'sells', net: 90 },
      margin: 70,
      buyAt: 'b',
    },
    {
      commodity: 'ore',
      lot: 10,
      a: { role: 'sells', net: 100 },
      b: { role: 'buys', net: 130 },
      margin: 30,
      buyAt: 'a',
    },
    {
      commodity: 'fuel',
      lot: 10,
      a: { role: 'sells', net: 140 },
      b: { role: 'sells', net: 120 },
      margin: null,
      buyAt: null,
    },
    {
      commodity: 'luxury',
      lot: 10,
      a: { role: 'sells', net: null },
      b: { role: 'buys', net: 300 },
      margin: null,
      buyAt: null,
    },
  ])
  expect(comparePorts([], [])).toEqual([])
})
