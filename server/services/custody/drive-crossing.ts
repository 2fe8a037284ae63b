import { and, eq, inArray } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { custody } from '#db/schema/platform/travel.ts'
import { decideLanding, OPEN_CUSTODY, owesToll } from '#server/domain/travel/landing.ts'
import { renamedTraveller } from '#server/domain/travel/renamed-traveller.ts'
import { transact, type Ctx } from '../context.ts'
import { collectMessagesOf } from '../galaxy/collect-messages.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { getNexusGalaxy } from '../nexus/nexus-galaxy.ts'
import { oneRow } from '../one-row.ts'
import { recordLanding } from './record-landing.ts'
import { getCustody, type CustodyRow } from './queries.ts'
import { isGone, shoreOf } from './shore.ts'

export type Crossing = { crossingId: string; fromGalaxyId: string }

/**
 * Advances a crossing as far as it goes: lands the ship once its time is over, then pays the toll. Every step is one transaction or one
 * call that can be repeated, so it may be interrupted anywhere and run by several processes at once. @throws UNAVAILABLE while a
 * galaxy that is needed cannot be reached.
 */
export async function driveCrossing(ctx: Ctx, { crossingId, fromGalaxyId }: Crossing): Promise<void> {
  if (!(await getCustody(ctx.db, crossingId))) await collectMessagesOf(ctx, fromGalaxyId)
  const bound = await chooseLanding(ctx, crossingId)
  if (bound) await land(ctx, bound)
  await payToll(ctx, crossingId)
}

/**
 * Decides where the ship lands, by what holds now. The choice stands: a galaxy that was asked may have taken the ship although its answer
 * was lost, so another one is chosen only if that galaxy is gone. Null when there is nothing to land.
 */
async function chooseLanding(ctx: Ctx, crossingId: string): Promise<CustodyRow | null> {
  return transact(ctx, async (tx) => {
    const [row] = await tx.db
      .select()
      .from(custody)
      .where(and(eq(custody.id, crossingId), inArray(custody.state, [...OPEN_CUSTODY])))
      .for('update')
    if (!row || row.arrivesAt > tx.now) return null
    if (row.landingGalaxyId !== null && !(await isGone(tx.db, row.landingGalaxyId))) return row
    const nexus = await getNexusGalaxy(tx)
    const landing = decideLanding(
      await shoreOf(tx.db, { galaxyId: row.toGalaxyId, sectorId: row.toSector }),
      await shoreOf(tx.db, { galaxyId: row.fromGalaxyId, sectorId: row.fromSector }),
      nexus?.status === 'ready' ? { galaxyId: nexus.id, sectorId: null, state: 'open' } : null,
    )
    if (!landing) return null
    const [bound] = await tx.db
      .update(custody)
      .set({
        state: 'landing',
        outcome: landing.outcome,
        landingGalaxyId: landing.galaxyId,
        landingSector: landing.sectorId,
      })
      .where(eq(custody.id, crossingId))
      .returning()
    return bound ?? null
  })
}

async function land(ctx: Ctx, row: CustodyRow): Promise<void> {
  const { id: crossingId, userId, fencingVersion, outcome, landingGalaxyId } = row
  if (landingGalaxyId === null || outcome === null) throw new Error('where it lands was decided')
  const { sectorId, at } = await galaxyClient(ctx, landingGalaxyId).arrivePilot({
    crossingId,
    userId,
    fencingVersion,
    sectorId: row.landingSector,
    // They may have changed it on the way.
    pilot: renamedTraveller(row.pilot, await callsignOf(ctx, userId)),
    returnedToll: owesToll(outcome) ? 0 : row.toll,
  })
  await recordLanding(ctx, { ...row, outcome, landingGalaxyId }, { sectorId, at: new Date(at) })
}

async function callsignOf(ctx: Ctx, userId: string): Promise<string> {
  const rows = await ctx.db.select({ callsign: users.callsign }).from(users).where(eq(users.id, userId))
  return oneRow(rows).callsign
}

/** The toll of who has arrived goes to the treasury of the Nexus; then the crossing is over. */
async function payToll(ctx: Ctx, crossingId: string): Promise<void> {
  const row = await getCustody(ctx.db, crossingId)
  if (row?.state !== 'landed') return
  const nexus = await getNexusGalaxy(ctx)
  if (!nexus) throw new Error('a toll is paid for a gate of the Nexus')
  const { at } = await galaxyClient(ctx, nexus.id).receiveToll({ crossingId, toll: row.toll })
  await ctx.db
    .update(custody)
    .set({ state: 'closed', closedAt: new Date(at) })
    .where(and(eq(custody.id, crossingId), eq(custody.state, 'landed')))
}
