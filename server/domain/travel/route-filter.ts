import { mayFight } from '../combat/may-fight.ts'
import { securityWithPatrols } from '../economy/defense-upkeep.ts'
import { type SectorPlan } from '../galaxy/galaxy-plan.ts'
import { type MayEnter } from '../galaxy/route-finding.ts'
import { type PvpRule } from '../regions/settings.ts'

/** What a pilot asks of a route's sectors. */
export type RouteFilter = {
  /** Only sectors where the law forbids attacks. */
  avoidsFights: boolean
  /** Lowest security with patrols, 1–10. */
  lowestSecurity: number
}

/** Every sector. */
export const NO_FILTER: RouteFilter = { avoidsFights: false, lowestSecurity: 1 }

/** The law and the patrols on duty of the galaxy; `pvpRule` is null in the Central Nexus. */
export type SafetyLaw = { pvpRule: PvpRule | null; patrolsOnDuty: number }

/** How safe a sector is: security with patrols, 1–10, and whether the law allows attacks there. */
export const sectorSafety = (
  { security, zone }: Pick<SectorPlan, 'security' | 'zone'>,
  { pvpRule, patrolsOnDuty }: SafetyLaw,
): { security: number; fightsAreLawful: boolean } => ({
  security: securityWithPatrols(security, patrolsOnDuty),
  fightsAreLawful: mayFight({ pvpRule, zone, treaties: [] }).ok,
})

/** The filter for the sectors of one galaxy. Sectors that are not listed are not entered. */
export function sectorFilter(
  { avoidsFights, lowestSecurity }: RouteFilter,
  sectors: Iterable<Pick<SectorPlan, 'id' | 'security' | 'zone'>>,
  law: SafetyLaw,
): MayEnter {
  const allowed = new Set<number>()
  for (const sector of sectors) {
    const { security, fightsAreLawful } = sectorSafety(sector, law)
    if (security >= lowestSecurity && !(avoidsFights && fightsAreLawful)) allowed.add(sector.id)
  }
  return (sectorId) => allowed.has(sectorId)
}
