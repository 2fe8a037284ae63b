/**
 * Daily upkeep of each patrol level in credits, paid from the region's treasury; each level costs more than the last
 * (ECONOMY.md §1.6).
 */
export const DEFENSE_UPKEEP_PER_DAY: readonly bigint[] = [0n, 500n, 1_500n, 4_000n, 10_000n, 25_000n]

/** Throws a RangeError on a level that does not exist. */
export function defenseUpkeepPerDay(level: number): bigint {
  const upkeep = DEFENSE_UPKEEP_PER_DAY[level]
  if (upkeep === undefined) throw new RangeError(`patrol level ${level}`)
  return upkeep
}

/** The highest patrol level that the treasury can pay for a day, at most the level set by law. */
export function affordableDefense(level: number, treasury: bigint): { level: number; upkeep: bigint } {
  const upkeep = defenseUpkeepPerDay(level)
  return level === 0 || treasury >= upkeep ? { level, upkeep } : affordableDefense(level - 1, treasury)
}

/** The booked patrols of one UTC day (`YYYY-MM-DD`). */
export type PatrolDay = {
  day: string
  /** Level set by law when the day was booked. */
  ordered: number
  /** Level that the treasury paid for. */
  paid: number
  /** Credits. */
  upkeep: number
}

const DAY_MS = 86_400_000

/**
 * The patrol level on duty on a UTC day: the level paid for that day, or the day before until it is booked. Never
 * above the level set by law, so a lower level counts at once and a higher one from the next payment.
 */
export function patrolsOnDuty(
  newest: Pick<PatrolDay, 'day' | 'paid'> | null,
  today: string,
  ordered: number,
): number {
  if (newest === null) return 0
  const yesterday = new Date(Date.parse(`${today}T00:00:00Z`) - DAY_MS).toISOString().slice(0, 10)
  return newest.day === today || newest.day === yesterday ? Math.min(newest.paid, ordered) : 0
}

const MAX_SECURITY = 10

/** A sector's security with patrols: each level adds one, up to 10. */
export const securityWithPatrols = (security: number, onDuty: number): number =>
  Math.min(MAX_SECURITY, security + onDuty)
