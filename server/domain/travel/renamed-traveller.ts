import { renamedShip, shipName } from '../ships/hulls.ts'
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

/** A traveller whose account was given up: neither pilot nor ship says who it was, whatever the ship was called. */
export const formerTraveller = (pilot: TravellingPilot, callsign: string): TravellingPilot => ({
  ...pilot,
  callsign,
  ship: { ...pilot.ship, name: shipName(callsign, pilot.ship.shipClass) },
})
