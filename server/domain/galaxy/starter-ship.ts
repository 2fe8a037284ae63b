export const SHIP_CLASSES = ['pathfinder'] as const

/** The ship of a new pilot. It cannot be bought or sold, so starting over gains nothing. */
export const STARTER_SHIP = { shipClass: 'pathfinder', className: 'Pathfinder', cargoCapacity: 40 } as const

export const starterShipName = (callsign: string): string => `${callsign}’s ${STARTER_SHIP.className}`
