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
