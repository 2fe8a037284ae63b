import { renamedShip } from '../ships/hulls.ts'
import { type TravellingPilot } from './travelling-pilot.ts'

/** The same traveller under another callsign. */
export const renamedTraveller = (pilot: TravellingPilot, callsign: string): TravellingPilot => ({
  ...pilot,
  callsign,
  ship: {
    ...pilot.ship,
    name: renamedShip(
      { name: pilot.ship.name, hull: pilot.ship.shipClass },
      { from: pilot.callsign, to: callsign },
    ),
  },
})
