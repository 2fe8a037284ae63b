import { expect, it } from 'vitest'
import { COPIED_PRICES, newestPrices } from './copied-prices.ts'

const port = (portId: number, minute: number, goods: number) => ({
  portId,
  seenAt: new Date(Date.UTC(2102, 0, 1, 0, minute)).toISOString(),
  goods: Array.from({ length: goods }, (_, n) => n),
})

it('the newest prices are copied, whole ports only, newest first', () => {
  const ports = Array.from({ length: 120 }, (_, n) => port(n + 1, n, 5))
  const copied = newestPrices(ports)
  expect(copied).toHaveLength(COPIED_PRICES / 5)
  expect(copied.map(({ portId }) => portId)).toEqual(Array.from({ length: 100 }, (_, n) => 120 - n))
  expect(newestPrices([port(1, 0, 499), port(2, 1, 2)]).map(({ portId }) => portId)).toEqual([2])
})

it('ports of the same moment are copied by their number', () => {
  expect(newestPrices([port(9, 0, 1), port(3, 0, 1)]).map(({ portId }) => portId)).toEqual([3, 9])
})
