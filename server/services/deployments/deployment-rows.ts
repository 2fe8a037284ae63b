import { eq } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { regionDeployments } from '#db/schema/platform/deployments.ts'
import { galaxies } from '#db/schema/platform/regions.ts'
import { DEFAULT_RESOURCES, type Resources, type ServedBy } from '#server/domain/deployments/deployment.ts'
import { type DeploymentFacts } from '#server/domain/deployments/desired-state.ts'
import { oneRow } from '../one-row.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { type Tx } from '../context.ts'

export type DeploymentRow = typeof regionDeployments.$inferSelect
export type GalaxyRow = typeof galaxies.$inferSelect

/** Null for a region of which no operator has asked anything: the platform's own processes serve it. */
export async function getDeployment(db: Queryable, regionId: string): Promise<DeploymentRow | null> {
  const [row] = await db.select().from(regionDeployments).where(eq(regionDeployments.regionId, regionId))
  return row ?? null
}

export async function getGalaxyOf(db: Queryable, { galaxyId }: RegionRow): Promise<GalaxyRow | null> {
  if (galaxyId === null) return null
  const [row] = await db.select().from(galaxies).where(eq(galaxies.id, galaxyId))
  return row ?? null
}

/** How a region is to be served. A galaxy with an address that nobody here knows of is served by a process of the operator's. */
export const wantedOf = (
  row: DeploymentRow | null,
  galaxy: Pick<GalaxyRow, 'endpoint'> | null,
): { servedBy: ServedBy; resources: Resources; isSuspended: boolean } => ({
  servedBy: row?.servedBy ?? (galaxy && galaxy.endpoint !== null ? 'elsewhere' : 'shared'),
  resources: row ? { cpu: row.cpu, memoryGb: row.memoryGb } : DEFAULT_RESOURCES,
  isSuspended: row !== null && row.suspendedAt !== null,
})

export const factsOf = (
  { status }: Pick<RegionRow, 'status'>,
  galaxy: GalaxyRow | null,
  row: DeploymentRow | null,
): DeploymentFacts => {
  const { servedBy, isSuspended } = wantedOf(row, galaxy)
  return { regionStatus: status, galaxyStatus: galaxy?.status ?? null, servedBy, isSuspended }
}

/** Writes what is wanted of a region from now on. The caller has locked the region. */
export async function writeWanted(
  tx: Tx,
  regionId: string,
  wanted: { servedBy: ServedBy; resources: Resources; suspendedAt: Date | null },
): Promise<DeploymentRow> {
  const before = await getDeployment(tx.db, regionId)
  const set = {
    ...{ servedBy: wanted.servedBy, ...wanted.resources, suspendedAt: wanted.suspendedAt },
    generation: (before?.generation ?? 0) + 1,
    changedAt: tx.now,
    changedBy: tx.actor.kind === 'user' ? tx.actor.userId : null,
    // What failed before may work now.
    ...{ failures: 0, nextTryAt: null },
  }
  return oneRow(
    await tx.db
      .insert(regionDeployments)
      .values({ regionId, steps: [], ...set })
      .onConflictDoUpdate({ target: regionDeployments.regionId, set })
      .returning(),
  )
}
