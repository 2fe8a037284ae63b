/** A port has one role for each commodity: it sells it, or it buys it. */
export const MARKET_ROLES = ['sells', 'buys'] as const
export type MarketRole = (typeof MARKET_ROLES)[number]
