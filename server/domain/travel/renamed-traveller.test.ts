import { expect, it } from 'vitest'
import { shipName } from '../ships/hulls.ts'
import { formerTraveller, renamedTraveller } from './renamed-traveller.ts'
import { travellingPilot } from './travelling-pilot.ts'

const traveller = (name: string) =>
  travellingPilot.parse({
    ...{ callsign: 'Ada', milliturns: 0, turnsAt: '2102-05-01T00:00:00Z', hasDocked: true },
    ...{ salesNet: 1, purchasesNet: 2, contracts: 3, sectorsCharted: 4, highestRenown: 5 },
    ship: {
      ...{ id: '11111111-1111-4111-8111-111111111111', shipClass: 'pathfinder', name },
      ...{ modules: [], damageBp: 0 },
    },
    ...{ cargo: { ore: 3 }, purse: 100 },
  })

it('a traveller under another callsign keeps everything else, and a ship that is called after them follows', () => {
  const before = traveller(shipName('Ada', 'pathfinder'))
  const after = renamedTraveller(before, 'Bea')
  expect(after).toEqual({
    ...before,
    callsign: 'Bea',
    ship: { ...before.ship, name: shipName('Bea', 'pathfinder') },
  })
  expect(renamedTraveller(traveller('Old Faithful'), 'Bea').ship.name).toBe('Old Faithful')
})

it('a traveller whose account was given up leaves no name, whatever the ship was called', () => {
  const before = traveller('Ada’s Pride')
  expect(formerTraveller(before, 'Former-1')).toEqual({
    ...before,
    callsign: 'Former-1',
    ship: { ...before.ship, name: shipName('Former-1', 'pathfinder') },
  })
})
