import { and, eq } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { subscriptions } from '#db/schema/platform/billing.ts'
import { operations } from '#db/schema/platform/operations.ts'
import { galaxies, regions } from '#db/schema/platform/regions.ts'
import { type GalaxyAddress } from '#server/galaxies/galaxies.ts'
import { type OperationRow } from '../operations/operation-rows.ts'

export async function getOperation(db: Queryable, operationId: string): Promise<OperationRow | null> {
  const [row] = await db
    .select()
    .from(operations)
    .where(and(eq(operations.id, operationId), eq(operations.kind, 'provision-region')))
  return row ?? null
}

/** Address of a region's galaxy. @throws before the first build step has registered one. */
export async function requireGalaxy(db: Queryable, regionId: string): Promise<GalaxyAddress> {
  const [row] = await db
    .select({ id: galaxies.id, databaseName: galaxies.databaseName, location: galaxies.location })
    .from(regions)
    .innerJoin(galaxies, eq(galaxies.id, regions.galaxyId))
    .where(eq(regions.id, regionId))
  if (!row) throw new Error(`region ${regionId} has no galaxy yet`)
  return row
}

/** Statuses of the subscriptions that pay for a region; normally one. */
export async function findSubscriptionStatuses(db: Queryable, regionId: string): Promise<string[]> {
  const rows = await db
    .select({ status: subscriptions.status })
    .from(subscriptions)
    .where(eq(subscriptions.regionId, regionId))
  return rows.map((row) => row.status)
}
