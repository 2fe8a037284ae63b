export const DAY_MS = 86_400_000

/** UTC days since 1970-01-01. */
export const utcDay = (at: Date): number => Math.floor(at.getTime() / DAY_MS)

/** UTC days since 1970-01-01 of a date `YYYY-MM-DD`. */
export const utcDayOf = (isoDay: string): number => Date.parse(`${isoDay}T00:00:00Z`) / DAY_MS

/** The UTC day as `YYYY-MM-DD`, the form in which the databases keep days. */
export const isoDay = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10)
