/** Daily upkeep of each patrol level in credits, from the region's treasury; each step costs more than the last. */
export const DEFENSE_UPKEEP_PER_DAY: readonly bigint[] = [0n, 200n, 500n, 1_000n, 2_000n, 4_000n]

/** Throws a RangeError on a level that does not exist. */
export function defenseUpkeepPerDay(level: number): bigint {
  const upkeep = DEFENSE_UPKEEP_PER_DAY[level]
  if (upkeep === undefined) throw new RangeError(`patrol level ${level}`)
  return upkeep
}

/** The highest patrol level up to the one set by law that the treasury can pay for a day. */
export function affordableDefense(level: number, treasury: bigint): { level: number; upkeep: bigint } {
  const upkeep = defenseUpkeepPerDay(level)
  return level === 0 || treasury >= upkeep ? { level, upkeep } : affordableDefense(level - 1, treasury)
}

/** What the treasury paid for the patrols of one UTC day (`YYYY-MM-DD`). */
export type PatrolDay = {
  day: string
  /** The level that the law asked for when the day was booked. */
  ordered: number
  /** The level that the treasury could pay for. */
  paid: number
  /** Credits. */
  upkeep: number
}

const DAY_MS = 86_400_000

/**
 * The patrol level that flies on a UTC day: what was paid for it, or, until that day is booked, the watch of the day
 * before. Never more than the law now asks for, so a lowered level counts at once and a raised one with the next payment.
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

/** A sector's security with patrols on duty: each level adds one, up to 10, the highest that a sector can have. */
export const securityWithPatrols = (security: number, onDuty: number): number =>
  Math.min(MAX_SECURITY, security + onDuty)
