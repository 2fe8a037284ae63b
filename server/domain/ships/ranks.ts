import { tableOf } from '../keys-of.ts'

/** Ranks of pilots from the lowest up (ECONOMY.md §7). They open hulls and contracts, never prices, votes or strength. */
export const RANKS = ['cadet', 'trader', 'merchant', 'captain', 'magnate', 'legend'] as const
export type Rank = (typeof RANKS)[number]

/** Renown from which a pilot has a rank. */
export const RANK_RENOWN: Readonly<Record<Rank, number>> = {
  cadet: 0,
  trader: 100,
  merchant: 500,
  captain: 2_500,
  magnate: 12_500,
  legend: 60_000,
}

export const RANK_NAMES: Readonly<Record<Rank, string>> = tableOf(
  RANKS,
  (rank) => rank.charAt(0).toUpperCase() + rank.slice(1),
)

/** Credits of net trade profit for a point of renown. */
export const CREDITS_PER_RENOWN = 100n
export const RENOWN_PER_CONTRACT = 20
export const RENOWN_PER_SECTOR = 1

/** What a pilot did in all galaxies. Sales and purchases are sums of what was received and paid, credits. */
export type TradeRecord = {
  salesNet: bigint
  purchasesNet: bigint
  contracts: number
  sectorsCharted: number
}

/**
 * Renown now, 0 and more: a point for every whole 100 credits of net trade profit, 20 for a contract, one for a sector
 * charted. It falls while goods are bought; a rank follows the highest renown that a pilot ever had.
 */
export function renown({ salesNet, purchasesNet, contracts, sectorsCharted }: TradeRecord): number {
  const profit = salesNet - purchasesNet
  // BigInt division rounds towards zero: a loss of 1 must count as -1, not as nothing.
  const floored = profit >= 0n ? profit / CREDITS_PER_RENOWN : -((-profit + 99n) / CREDITS_PER_RENOWN)
  return Math.max(0, Number(floored) + RENOWN_PER_CONTRACT * contracts + RENOWN_PER_SECTOR * sectorsCharted)
}

/** The rank of somebody whose renown was once this high. */
export const rankOf = (highestRenown: number): Rank =>
  RANKS.findLast((rank) => highestRenown >= RANK_RENOWN[rank]) ?? 'cadet'

/** The next rank, and the renown from which one has it; null for the highest. */
export function nextRankOf(rank: Rank): { rank: Rank; renown: number } | null {
  const next = RANKS[RANKS.indexOf(rank) + 1]
  return next === undefined ? null : { rank: next, renown: RANK_RENOWN[next] }
}

/** Whether a rank opens what needs another; everything is open that needs none. */
export const hasRank = (rank: Rank, needed: Rank | null): boolean =>
  needed === null || RANKS.indexOf(rank) >= RANKS.indexOf(needed)
