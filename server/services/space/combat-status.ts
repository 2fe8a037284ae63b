import { type Zone } from '#server/domain/galaxy/galaxy-plan.ts'
import { mayFight, type FightGround, type FightRefusalReason } from '#server/domain/combat/may-fight.ts'
import { type PvpRule } from '#server/domain/regions/settings.ts'
import { type TreatyBond } from './find-treaty-bonds.ts'

/** Whether a player can be attacked in a sector, with a message that says why. */
export type CombatStatus = {
  lawful: boolean
  because: FightGround['because'] | FightRefusalReason
  message: string
  /** Where attacks are lawful: regions whose citizens may still not attack, because of a treaty; sorted by name. */
  boundByTreaty: TreatyBond['region'][]
}

export function combatStatus(pvpRule: PvpRule | null, zone: Zone | null, bonds: TreatyBond[]): CombatStatus {
  const ruling = mayFight({ pvpRule, zone, treaties: [] })
  if (!ruling.ok) return { lawful: false, because: ruling.reason, message: ruling.message, boundByTreaty: [] }
  const bound = new Map<string, TreatyBond['region']>()
  for (const { region, effects } of bonds)
    if (!mayFight({ pvpRule, zone, treaties: [effects] }).ok) bound.set(region.id, region)
  const boundByTreaty = [...bound.values()].sort((a, b) => a.displayName.localeCompare(b.displayName, 'en'))
  return { lawful: true, ...ruling.value, boundByTreaty }
}
