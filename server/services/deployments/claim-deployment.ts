import { and, eq } from 'drizzle-orm'
import { regionDeployments } from '#db/schema/platform/deployments.ts'
import { presenceOf } from '#server/domain/deployments/desired-state.ts'
import { isToRenew, LEASE_MS, mayKeep } from '#server/domain/deployments/lease.ts'
import { transact, type Ctx } from '../context.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { factsOf, getGalaxyOf, type DeploymentRow, type GalaxyRow } from './deployment-rows.ts'
import { regions } from '#db/schema/platform/regions.ts'

export type Claimed = { row: DeploymentRow; region: RegionRow; galaxy: GalaxyRow | null }

/**
 * Takes a region for this process, or goes on having it: where it has servers, or is to have one, that needs its host. Null where another
 * process or host looks after it, or nobody has asked anything of it.
 */
export async function claimDeployment(ctx: Ctx, regionId: string): Promise<Claimed | null> {
  const { host: me } = ctx.drivers
  return transact(ctx, async (tx) => {
    const [row] = await tx.db
      .select()
      .from(regionDeployments)
      .where(eq(regionDeployments.regionId, regionId))
      .for('update')
    if (!row || !mayKeep(row, me, tx.now)) return null
    const [region] = await tx.db.select().from(regions).where(eq(regions.id, regionId))
    if (!region) return null
    const galaxy = await getGalaxyOf(tx.db, region)
    const facts = factsOf(region, galaxy, row)
    const isForHost = row.host === me.name || (presenceOf(facts) === 'running' && facts.servedBy === 'own')
    if (!isForHost) return { row, region, galaxy }
    if (!isToRenew(row, me, tx.now)) return { row, region, galaxy }
    const lease = { host: me.name, keeper: me.keeper, leasedUntil: new Date(tx.now.getTime() + LEASE_MS) }
    await tx.db.update(regionDeployments).set(lease).where(eq(regionDeployments.regionId, regionId))
    return { row: { ...row, ...lease }, region, galaxy }
  })
}

/** Lets another process of this host go on at once: this one ends. */
export async function releaseDeployments(ctx: Ctx): Promise<void> {
  const { name, keeper } = ctx.drivers.host
  await ctx.db
    .update(regionDeployments)
    .set({ keeper: null, leasedUntil: await ctx.clock.now(ctx.db) })
    .where(and(eq(regionDeployments.host, name), eq(regionDeployments.keeper, keeper)))
}
