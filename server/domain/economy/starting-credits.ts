/** Most credits that are minted for a newcomer. A region that grants more pays the rest from its treasury. */
export const MINTED_PER_NEWCOMER = 1_000

/** The part of a region's promise that is newly made, credits. */
export const mintedForNewcomer = (promised: number): number => Math.min(promised, MINTED_PER_NEWCOMER)

/**
 * What a newcomer gets at the first landing (ECONOMY.md §1.6), whole credits: up to 1,000 newly made, the rest from the
 * treasury as far as it goes.
 */
export function startingCreditsOf(
  promised: number,
  treasury: number,
): { minted: number; fromTreasury: number } {
  const minted = mintedForNewcomer(promised)
  return { minted, fromTreasury: Math.min(promised - minted, Math.max(0, treasury)) }
}
