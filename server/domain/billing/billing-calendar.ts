export const DAY_MS = 86_400_000

export const addDays = (from: Date, days: number): Date => new Date(from.getTime() + days * DAY_MS)

/**
 * Adds calendar months in UTC (negative to subtract). If the target month is too short, its last day is used. Always
 * count from the first date of a series: 31 January → 28 February → 31 March.
 */
export function addMonths(from: Date, months: number): Date {
  const to = new Date(from)
  to.setUTCDate(1)
  to.setUTCMonth(to.getUTCMonth() + months)
  const lastDay = new Date(Date.UTC(to.getUTCFullYear(), to.getUTCMonth() + 1, 0)).getUTCDate()
  to.setUTCDate(Math.min(from.getUTCDate(), lastDay))
  return to
}

/**
 * PayPal's calendar: one calendar month later, where a day that the month lacks overflows into the next one and stays there.
 * 29 January → 1 March → 1 April; 31 January → 3 March → 3 April.
 */
export function nextBillingDay(from: Date): Date {
  const to = new Date(from)
  to.setUTCMonth(to.getUTCMonth() + 1)
  return to
}
