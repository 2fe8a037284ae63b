import { and, eq, inArray } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { pilots } from '#db/schema/galaxy/presence.ts'
import { sectors } from '#db/schema/galaxy/space.ts'
import { type Ground } from '#server/domain/combat/attack.ts'
import { mayFight, type FightGround, type FightRefusalReason } from '#server/domain/combat/may-fight.ts'
import { type Verdict } from '#server/domain/refusal.ts'
import { type LocalLaw } from '#server/domain/regions/local-law.ts'
import { getPatrols } from '../get-patrols.ts'
import { requireLocalLaw } from '../require-local-law.ts'

export type CombatLaw = { law: LocalLaw | null; patrolsOnDuty: number }

/** The law on fights and the patrols of the day. @throws UNAVAILABLE before the galaxy has its law. */
export async function combatLawOf(db: GalaxyDb, regionId: string | null, now: Date): Promise<CombatLaw> {
  if (regionId === null) return { law: null, patrolsOnDuty: 0 }
  const law = await requireLocalLaw(db, regionId)
  return { law, patrolsOnDuty: (await getPatrols(db, law.defenseLevel, now)).onDuty }
}

export type SectorLaw = { lawful: Verdict<FightGround, FightRefusalReason>; security: number }

/** Whether one may attack in a sector, by law, zone and treaty. */
export async function sectorLawOf(
  db: GalaxyDb,
  sectorId: number,
  { law }: CombatLaw,
  truce: boolean,
): Promise<SectorLaw> {
  const [sector] = await db.select().from(sectors).where(eq(sectors.id, sectorId))
  const lawful = mayFight({
    pvpRule: law?.pvpRule ?? null,
    zone: sector?.zone ?? null,
    treaties: truce ? [{ nonAggression: true }] : [],
  })
  return { lawful, security: sector?.security ?? 0 }
}

/** How many of these pilots stand by the defender in the sector. */
export async function groundOf(
  db: GalaxyDb,
  { sectorId, security, friendIds }: { sectorId: number; security: number; friendIds: readonly string[] },
  { patrolsOnDuty }: CombatLaw,
): Promise<Ground> {
  const friends =
    friendIds.length === 0
      ? 0
      : await db.$count(
          pilots,
          and(
            eq(pilots.sectorId, sectorId),
            eq(pilots.present, true),
            inArray(pilots.userId, [...friendIds]),
          ),
        )
  return { security, patrolsOnDuty, friends }
}
