/** Kinds of events in a galaxy’s log. */
export const EVENT_KINDS = ['arrived', 'moved', 'relocated', 'departed', 'shock', 'attacked'] as const
export type EventKind = (typeof EVENT_KINDS)[number]
