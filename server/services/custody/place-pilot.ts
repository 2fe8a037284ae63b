import { eq } from 'drizzle-orm'
import { regions } from '#db/schema/platform/regions.ts'
import { custody, whereabouts } from '#db/schema/platform/travel.ts'
import { type LandingOutcome } from '#server/domain/travel/landing.ts'
import { type Tx } from '../context.ts'
import { recordVisit } from '../membership/record-visit.ts'
import { oneRow } from '../one-row.ts'
import { getOpenCustody, type CustodyRow } from './queries.ts'
import { recordLanding } from './record-landing.ts'

export type PilotPlace = {
  userId: string
  galaxyId: string
  fencingVersion: number
  sectorId: number
  /** When they came; null where only the platform's own record says about when. */
  at: Date | null
}

/**
 * For a platform that was restored: records where a galaxy has a pilot, and ends the crossing that brought them there, or that they
 * were on before others that nobody told of.
 */
export async function placePilot(tx: Tx, { at, ...place }: PilotPlace): Promise<void> {
  const { userId, galaxyId, fencingVersion, sectorId } = place
  const open = await getOpenCustody(tx.db, userId)
  const cameAt = at ?? open?.arrivesAt ?? tx.now
  if (open?.fencingVersion === fencingVersion) {
    const outcome = outcomeIn(open, galaxyId)
    const bound = { state: 'landing' as const, outcome, landingGalaxyId: galaxyId, landingSector: sectorId }
    const rows = await tx.db.update(custody).set(bound).where(eq(custody.id, open.id)).returning()
    await recordLanding(tx, { ...oneRow(rows), ...bound }, { sectorId, at: cameAt })
    return
  }
  if (open)
    await tx.db
      .update(custody)
      .set({
        ...{ state: 'closed', outcome: open.outcome ?? 'arrived', landedAt: cameAt, closedAt: cameAt },
        landingGalaxyId: open.landingGalaxyId ?? open.toGalaxyId,
      })
      .where(eq(custody.id, open.id))
  const row = { galaxyId, fencingVersion, state: 'present' as const, since: cameAt }
  await tx.db
    .insert(whereabouts)
    .values({ userId, ...row })
    .onConflictDoUpdate({ target: whereabouts.userId, set: row })
  const [region] = await tx.db.select().from(regions).where(eq(regions.galaxyId, galaxyId))
  if (region) await recordVisit(tx, region, userId)
}

const outcomeIn = ({ toGalaxyId, fromGalaxyId }: CustodyRow, galaxyId: string): LandingOutcome =>
  galaxyId === toGalaxyId ? 'arrived' : galaxyId === fromGalaxyId ? 'returned' : 'diverted'
