/** Kinds of a galaxy's event log that count as traffic. */
export const MOVEMENT_EVENTS = ['arrived', 'moved'] as const
export type MovementEvent = (typeof MOVEMENT_EVENTS)[number]
