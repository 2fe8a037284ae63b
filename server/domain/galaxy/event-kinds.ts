/** What the event log of a galaxy tells of. */
export const EVENT_KINDS = ['arrived', 'moved', 'relocated'] as const
export type EventKind = (typeof EVENT_KINDS)[number]
