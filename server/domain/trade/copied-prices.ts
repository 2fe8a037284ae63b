/** How many prices of a galaxy go along to the platform when a pilot leaves it (ECONOMY.md §13). */
export const COPIED_PRICES = 500

/** The newest prices, at most {@link COPIED_PRICES}; a port whose prices no longer all fit is left out, and so are older ones. */
export function newestPrices<Port extends { portId: number; seenAt: string; goods: readonly unknown[] }>(
  ports: readonly Port[],
): Port[] {
  const newestFirst = [...ports].sort(
    (a, b) => Date.parse(b.seenAt) - Date.parse(a.seenAt) || a.portId - b.portId,
  )
  let prices = 0
  const tooMany = newestFirst.findIndex(({ goods }) => (prices += goods.length) > COPIED_PRICES)
  return tooMany < 0 ? newestFirst : newestFirst.slice(0, tooMany)
}
