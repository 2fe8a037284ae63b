/** Who has been a citizen for this long on the first day of grace shares the treasury of a region that is given up. */
export const SHARE_STANDING_DAYS = 30

export type TreasuryShare = { userId: string; credits: number }

/**
 * Shares a treasury equally, to the last credit: those who come first get one more where it does not divide. Who would get
 * nothing is left out.
 */
export function shareTreasury(total: bigint, userIds: readonly string[]): TreasuryShare[] {
  if (userIds.length === 0) return []
  const heads = BigInt(userIds.length)
  const each = total / heads
  const rest = Number(total % heads)
  return userIds
    .map((userId, i) => ({ userId, credits: Number(each) + (i < rest ? 1 : 0) }))
    .filter(({ credits }) => credits > 0)
}
