import { allow, refuse, type Verdict } from '../refusal.ts'

/** Levels of works at a port (ECONOMY.md §6). Each adds a tenth to the port's size. */
export const MAX_WORKS_LEVEL = 5
const CREDITS_PER_SQUARE = 20_000n
export const WORKS_UPKEEP_PER_LEVEL = 500n

/** Credits for raising a port to this level, 1–5, from the treasury to `sink:works`. */
export const worksCost = (level: number): bigint => CREDITS_PER_SQUARE * BigInt(level) ** 2n

/** Decides raising a port by one level. `level` is what it has, 0–5. It counts from the next midnight. */
export function decideWorks(
  level: number,
  treasury: bigint,
): Verdict<{ level: number; cost: bigint }, 'works-complete' | 'treasury-too-small'> {
  if (level >= MAX_WORKS_LEVEL) return refuse('works-complete', 'This port is fully built.')
  const cost = worksCost(level + 1)
  if (treasury < cost)
    return refuse('treasury-too-small', `This costs ${cost} credits and the treasury has ${treasury}.`)
  return allow({ level: level + 1, cost })
}

export type PortWorks = { portId: number; level: number }

/**
 * Which works run on a day: each is paid whole or stands still, in the order of port numbers, as far as the treasury
 * goes. `upkeep` goes to `sink:works`.
 */
export function runWorks(
  works: readonly PortWorks[],
  treasury: bigint,
): { running: Record<string, number>; upkeep: bigint } {
  const running: Record<string, number> = {}
  let upkeep = 0n
  for (const { portId, level } of [...works].sort((a, b) => a.portId - b.portId)) {
    const due = WORKS_UPKEEP_PER_LEVEL * BigInt(level)
    if (level === 0 || upkeep + due > treasury) continue
    running[portId] = level
    upkeep += due
  }
  return { running, upkeep }
}
