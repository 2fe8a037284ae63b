import { expect, it } from 'vitest'
import { filterOfQuery, routeAddress } from './route-filter.ts'

const read = (address: string) => filterOfQuery(new Request(new URL(address, 'https://game.test')))

it('the filter of a route survives its address', () => {
  for (const avoidsFights of [false, true])
    for (const lowestSecurity of [1, 4, 10]) {
      const filter = { avoidsFights, lowestSecurity }
      expect(read(routeAddress(7, filter))).toEqual(filter)
    }
  expect(routeAddress(7, { avoidsFights: false, lowestSecurity: 1 })).toBe('/play?to=7')
})

it('an address with another security has none, or the highest', () => {
  expect(read('/play?security=high')).toEqual({ avoidsFights: false, lowestSecurity: 1 })
  expect(read('/play?security=99&peaceful=maybe')).toEqual({ avoidsFights: false, lowestSecurity: 10 })
})
