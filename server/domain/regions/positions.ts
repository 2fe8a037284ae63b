export const POSITIONS = ['governor', 'council_member', 'ambassador', 'trade_commissioner'] as const
export type Position = (typeof POSITIONS)[number]
