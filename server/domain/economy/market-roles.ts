/** A port either sells or buys a commodity. */
export const MARKET_ROLES = ['sells', 'buys'] as const
export type MarketRole = (typeof MARKET_ROLES)[number]
