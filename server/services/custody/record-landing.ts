import { and, eq } from 'drizzle-orm'
import { regions } from '#db/schema/platform/regions.ts'
import { custody, whereabouts } from '#db/schema/platform/travel.ts'
import { owesToll, type LandingOutcome } from '#server/domain/travel/landing.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { recordVisit } from '../membership/record-visit.ts'
import { notify } from '../notifications/notify.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { type CustodyRow } from './queries.ts'

type Bound = CustodyRow & { outcome: LandingOutcome; landingGalaxyId: string }

/** Records once that a galaxy has taken the ship: from now on its pilot is present there, and in custody no longer. */
export async function recordLanding(
  ctx: Ctx,
  row: Bound,
  landed: { sectorId: number; at: Date },
): Promise<void> {
  await transact(ctx, async (tx) => {
    const isOver = row.toll === 0 || !owesToll(row.outcome)
    const [changed] = await tx.db
      .update(custody)
      .set({
        state: isOver ? 'closed' : 'landed',
        landingSector: landed.sectorId,
        landedAt: landed.at,
        closedAt: isOver ? landed.at : null,
      })
      .where(and(eq(custody.id, row.id), eq(custody.state, 'landing')))
      .returning({ id: custody.id })
    if (!changed) return
    const [present] = await tx.db
      .update(whereabouts)
      .set({ galaxyId: row.landingGalaxyId, state: 'present', since: landed.at })
      .where(
        and(
          eq(whereabouts.userId, row.userId),
          eq(whereabouts.state, 'travelling'),
          eq(whereabouts.fencingVersion, row.fencingVersion),
        ),
      )
      .returning({ userId: whereabouts.userId })
    if (!present) throw new Error(`crossing ${row.id}: the traveller was not travelling`)
    await announce(tx, row)
  })
}

async function announce(tx: Tx, { id, userId, outcome, landingGalaxyId, toGalaxyId }: Bound): Promise<void> {
  const region = await regionOf(tx, landingGalaxyId)
  if (region && outcome === 'arrived') await recordVisit(tx, region, userId)
  await tx.audit({
    action: `travel.${outcome}`,
    regionId: region?.id ?? null,
    subject: { type: 'crossing', id },
  })
  tx.publish({ audience: { kind: 'user', userId }, topic: 'travel', id })
  if (outcome === 'arrived') return
  const meant = (await regionOf(tx, toGalaxyId))?.displayName ?? 'The destination'
  const where =
    outcome === 'returned' ? 'back at the gate it left from' : 'at Gateway Plaza in the Central Nexus'
  await notify(tx, {
    userIds: [userId],
    kind: `travel.${outcome}`,
    title: `${meant} takes no ships: yours is ${where}`,
    body: 'Any toll was returned to your purse. The fare was used up.',
    href: '/play',
  })
}

async function regionOf({ db }: Tx, galaxyId: string): Promise<RegionRow | null> {
  const [region] = await db.select().from(regions).where(eq(regions.galaxyId, galaxyId))
  return region ?? null
}
