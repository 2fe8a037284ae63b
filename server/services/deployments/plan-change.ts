import { eq } from 'drizzle-orm'
import { regionDeployments } from '#db/schema/platform/deployments.ts'
import { connectionsFor, readUsable, RESERVED } from '#server/galaxies/connection-plan.ts'
import { changeOf, DISK_AGAINST, type Wanted } from '#server/domain/deployments/change-against.ts'
import { type ChangeInput } from '#server/domain/deployments/deployment.ts'
import { refuse, type Verdict } from '#server/domain/refusal.ts'
import { type Ctx } from '../context.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { factsOf, getDeployment, getGalaxyOf, wantedOf } from './deployment-rows.ts'

/** What a change of how a region is served comes to, or why it is refused. */
export async function planChange(
  ctx: Ctx,
  region: RegionRow,
  { to, cpu, memory, disk, suspended }: ChangeInput,
): Promise<{ before: Wanted; verdict: Verdict<Wanted> }> {
  const row = await getDeployment(ctx.db, region.id)
  const galaxy = await getGalaxyOf(ctx.db, region)
  const before = wantedOf(row, galaxy)
  if (disk !== undefined) return { before, verdict: refuse('disk-has-no-effect', DISK_AGAINST) }
  const verdict = changeOf(factsOf(region, galaxy, row), before, {
    ...(to === undefined ? {} : { servedBy: to }),
    ...(suspended === undefined ? {} : { suspended }),
    resources: {
      ...(cpu === undefined ? {} : { cpu }),
      ...(memory === undefined ? {} : { memoryGb: memory }),
    },
  })
  if (!verdict.ok || verdict.value.servedBy !== 'own') return { before, verdict }
  const room = await roomFor(ctx, region.id, verdict.value.resources.cpu)
  return { before, verdict: room ?? verdict }
}

/** Why the database server has too few connections left for a server with so many processors, if it has. */
async function roomFor(ctx: Ctx, regionId: string, cpu: number): Promise<ReturnType<typeof refuse> | null> {
  const others = await ctx.db
    .select({ regionId: regionDeployments.regionId, cpu: regionDeployments.cpu })
    .from(regionDeployments)
    .where(eq(regionDeployments.servedBy, 'own'))
  const cpus = others.filter((one) => one.regionId !== regionId).map((one) => one.cpu)
  const wanted = connectionsFor([...cpus, cpu])
  const usable = await readUsable(ctx.db)
  const room = usable - RESERVED - ctx.config.platformConnections
  if (wanted <= room) return null
  return refuse(
    'no-connections-left',
    `Servers of regions would need ${wanted} connections of the database server, and ${Math.max(0, room)} of its ${usable} are left: the platform’s own processes may open ${ctx.config.platformConnections}. Raise the server’s max_connections, or lower GALAXY_CONNECTIONS, and start the platform again.`,
  )
}
