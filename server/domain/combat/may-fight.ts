import { type TreatyEffects } from '../diplomacy/treaty-effects.ts'
import { allow, refuse, type Verdict } from '../refusal.ts'
import { type PvpRule } from '../regions/settings.ts'
import { type Zone } from '../galaxy/galaxy-plan.ts'

export type FightQuestion = {
  /** The law of the region where they meet; null in the Central Nexus, which has no law on combat. */
  pvpRule: PvpRule | null
  /** Zone of the sector where they meet. */
  zone: Zone | null
  /** Treaties between their home regions: one per pair of citizenships that has a treaty. */
  treaties: readonly Pick<TreatyEffects, 'nonAggression'>[]
}

export type FightRefusalReason = 'no-law' | 'forbidden' | 'protected-zone' | 'non-aggression'
/** Why an attack is allowed: everywhere, or because of the zone. */
export type FightGround = { because: 'open' | 'contested-zone'; message: string }

/** Zones in which `contested_zones` allows attacks: the federation around the gate stays safe. */
const CONTESTED_ZONES: readonly Zone[] = ['border', 'frontier']

/**
 * Decides whether one pilot may attack another (DESIGN.md §3: PvP is a lever of the region; treaties are enforced by
 * the game). Nothing else decides this. An attack needs a law that allows it: first the region's rule, then the zone,
 * then the treaties of both sides, which bind their citizens wherever they meet.
 */
export function mayFight({
  pvpRule,
  zone,
  treaties,
}: FightQuestion): Verdict<FightGround, FightRefusalReason> {
  if (pvpRule === null) return refuse('no-law', 'Attacks are not allowed in the Central Nexus.')
  if (pvpRule === 'forbidden') return refuse('forbidden', 'Attacks are forbidden everywhere in this region.')
  if (pvpRule === 'contested_zones' && !CONTESTED_ZONES.some((contested) => contested === zone))
    return refuse(
      'protected-zone',
      'Attacks are allowed only in border and frontier sectors, and this is neither.',
    )
  if (treaties.some(({ nonAggression }) => nonAggression))
    return refuse('non-aggression', 'A treaty between their regions forbids attacks between these pilots.')
  return pvpRule === 'open'
    ? allow({ because: 'open', message: 'Attacks are allowed everywhere in this region.' })
    : allow({ because: 'contested-zone', message: 'Attacks are allowed in border and frontier sectors.' })
}
