import { isLarger, lostBenefits, shownBenefits, type Tier } from '#server/domain/billing/tiers.ts'
import { isoDay, utcDay } from '#server/domain/utc-day.ts'
import { type Tx } from '../context.ts'
import { keepTierLonger } from '../regions/kept-tiers.ts'

/** Keeps for a while what a smaller tier has no place for. Returns the sentence that tells it, with a space before; '' where nothing is lost. */
export async function leaveTier(tx: Tx, region: { id: string; tier: Tier }, next: Tier): Promise<string> {
  if (!isLarger(region.tier, next)) return ''
  const until = await keepTierLonger(tx, region)
  const { tiers, retention } = tx.config
  const shown = (tier: Tier) => shownBenefits(tiers[tier].benefits, retention)
  const lost = lostBenefits(shown(region.tier), shown(next))
  return lost.length === 0
    ? ''
    : ` Erased on ${isoDay(utcDay(until))}, unless you change back before: ${lost.join(', ')}.`
}
