import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import { type z } from 'zod'
import { subscriptions } from '#db/schema/platform/billing.ts'
import { users } from '#db/schema/platform/identity.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { operations } from '#db/schema/platform/operations.ts'
import { galaxies } from '#db/schema/platform/regions.ts'
import { type adminRegionWire } from '#server/domain/administration/wire.ts'
import { notFound } from '#server/errors.ts'
import { getNewestReady } from '../backups/newest-ready.ts'
import { type Ctx } from '../context.ts'
import { getDeployment, getGalaxyOf } from '../deployments/deployment-rows.ts'
import { toDeploymentView } from '../deployments/deployment-view.ts'
import { OPEN_OPERATION } from '../operations/operation-rows.ts'
import { toOperationView } from '../operations/operation-view.ts'
import { requireAdmin } from '../require-actor.ts'
import { getEndedRegion, getRegion } from '../regions/region-rows.ts'

export type RegionFacts = z.infer<typeof adminRegionWire>

/** What an operator asks first of one region, in whatever status it is. @throws FORBIDDEN, NOT_FOUND. */
export async function getRegionFacts(ctx: Ctx, { region: ref }: { region: string }): Promise<RegionFacts> {
  requireAdmin(ctx)
  const region = (await getRegion(ctx.db, ref)) ?? (await getEndedRegion(ctx.db, ref))
  if (!region) throw notFound('This region')
  const { db } = ctx
  const [owner] = await db
    .select({ id: users.id, callsign: users.callsign })
    .from(users)
    .where(eq(users.id, region.ownerId))
  if (!owner) throw new Error('a region has an owner')
  const [subscription] = await db
    .select({
      id: subscriptions.id,
      status: subscriptions.status,
      paidThrough: subscriptions.paidThrough,
    })
    .from(subscriptions)
    .where(eq(subscriptions.regionId, region.id))
    .orderBy(sql`${subscriptions.paidThrough} desc nulls last`, desc(subscriptions.createdAt))
    .limit(1)
  const underWay = await db
    .select()
    .from(operations)
    .where(
      and(
        inArray(operations.subjectId, [region.id, region.galaxyId ?? region.id]),
        inArray(operations.status, [...OPEN_OPERATION]),
      ),
    )
    .orderBy(asc(operations.createdAt))
  const { id, name, displayName, status, tier, statusChangedAt, createdAt, galaxyId } = region
  return {
    ...{ id, name, displayName, status, tier, owner },
    statusChangedAt: statusChangedAt.toISOString(),
    createdAt: createdAt.toISOString(),
    citizens: await db.$count(
      memberships,
      and(eq(memberships.regionId, id), eq(memberships.type, 'citizen')),
    ),
    galaxy: galaxyId === null ? null : await galaxyFacts(ctx, galaxyId),
    subscription: subscription
      ? { ...subscription, paidThrough: subscription.paidThrough?.toISOString() ?? null }
      : null,
    deployment: toDeploymentView(await getDeployment(db, id), await getGalaxyOf(db, region)),
    underWay: underWay.map((row) => ({ ...toOperationView(row), kind: row.kind })),
  }
}

async function galaxyFacts({ db }: Ctx, galaxyId: string): Promise<RegionFacts['galaxy']> {
  const [galaxy] = await db.select().from(galaxies).where(eq(galaxies.id, galaxyId))
  if (!galaxy) throw new Error('a region’s galaxy has a row')
  const backup = await getNewestReady(db, galaxyId)
  return {
    ...{ id: galaxyId, database: galaxy.databaseName, status: galaxy.status, endpoint: galaxy.endpoint },
    awaySince: galaxy.awaySince?.toISOString() ?? null,
    backedUpAt: backup?.takenAt?.toISOString() ?? null,
  }
}
