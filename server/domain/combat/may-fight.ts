import { type TreatyEffects } from '../diplomacy/treaty-effects.ts'
import { allow, refuse, type Verdict } from '../refusal.ts'
import { type PvpRule } from '../regions/settings.ts'
import { type Zone } from '../galaxy/galaxy-plan.ts'

export type FightQuestion = {
  /** The law of the region where the two meet; null in the Central Nexus, which has none about combat. */
  pvpRule: PvpRule | null
  /** Of the sector where they meet. */
  zone: Zone | null
  /** What binds the homes of the two to each other: one for each pair of their citizenships that has a treaty. */
  treaties: readonly Pick<TreatyEffects, 'nonAggression'>[]
}

export type FightRefusalReason = 'no-law' | 'forbidden' | 'protected-zone' | 'non-aggression'
/** Why an attack is lawful: everywhere, or because of the zone. */
export type FightGround = { because: 'open' | 'contested-zone'; message: string }

/** Where the middle rule lets attacks happen: the federation around the gate stays safe. */
const CONTESTED_ZONES: readonly Zone[] = ['border', 'frontier']

/**
 * Whether one pilot may attack another (DESIGN.md §3: PvP is a lever of the region; treaties are enforced by the game). The
 * one place that says so. Lawful is only what a law allows: first the region's rule, then the zone, then the treaties of
 * both sides, which bind their citizens wherever they meet.
 */
export function mayFight({
  pvpRule,
  zone,
  treaties,
}: FightQuestion): Verdict<FightGround, FightRefusalReason> {
  if (pvpRule === null) return refuse('no-law', 'No law of the Central Nexus allows an attack.')
  if (pvpRule === 'forbidden') return refuse('forbidden', 'The law forbids attacks in the whole region.')
  if (pvpRule === 'contested_zones' && !CONTESTED_ZONES.some((contested) => contested === zone))
    return refuse(
      'protected-zone',
      'The law allows attacks in the border and the frontier only, and this sector is in neither.',
    )
  if (treaties.some(({ nonAggression }) => nonAggression))
    return refuse('non-aggression', 'A treaty between their regions keeps the two from attacking each other.')
  return pvpRule === 'open'
    ? allow({ because: 'open', message: 'The law allows attacks in every sector of the region.' })
    : allow({ because: 'contested-zone', message: 'The law allows attacks in the border and the frontier.' })
}
