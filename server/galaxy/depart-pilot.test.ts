import { getTableColumns } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { pilots, ships } from '#db/schema/galaxy/presence.ts'
import { travellingPilot } from '#server/domain/travel/travelling-pilot.ts'

/** What a galaxy says of a pilot who is in it: another galaxy says it anew. */
const OF_THE_PLACE = ['userId', 'sectorId', 'present', 'fencingVersion', 'enteredAt', 'docked', 'logReadAt']

it('takes along every column of a pilot and of a ship, or it belongs to the place', () => {
  const { ship, cargo: _cargo, purse: _purse, takenContracts: _taken, ...pilot } = travellingPilot.shape
  const advice = 'A new column is carried by departPilot and arrivePilot, or it is listed in OF_THE_PLACE.'
  expect([...Object.keys(pilot), ...OF_THE_PLACE].sort(), advice).toEqual(
    Object.keys(getTableColumns(pilots)).sort(),
  )
  expect([...Object.keys(ship.shape), 'userId'].sort(), advice).toEqual(
    Object.keys(getTableColumns(ships)).sort(),
  )
})
