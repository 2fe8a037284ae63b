import { eq } from 'drizzle-orm'
import { regionDeployments } from '#db/schema/platform/deployments.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { type Ctx } from '../context.ts'
import { releaseDeployments } from './claim-deployment.ts'
import { sweepDeployments } from './sweep-deployments.ts'

const EVERY_MS = 5_000

/** Ends servers on this host of regions that another host has, or nobody: their notes outlived what they were for. */
async function endStrays(ctx: Ctx): Promise<void> {
  const mine = await ctx.db
    .select({ galaxyId: regions.galaxyId })
    .from(regionDeployments)
    .innerJoin(regions, eq(regions.id, regionDeployments.regionId))
    .where(eq(regionDeployments.host, ctx.drivers.host.name))
  await ctx.drivers.process.stopServers(new Set(mine.flatMap(({ galaxyId }) => galaxyId ?? [])))
}

/**
 * Looks after servers of regions on this host every few seconds, as a worker does. Jobs do not: any worker of any host may be given one.
 * @returns what stops it: the servers go on, for the next process to look after, but `andServers` end with this one.
 */
export function keepServers(ctx: Ctx): (options: { andServers: boolean }) => Promise<void> {
  let running: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | null = null
  let isOver = false
  const look = async () => {
    await sweepDeployments(ctx, { only: 'this-host' })
    await endStrays(ctx)
  }
  const next = () => {
    running = look()
      .catch((error: unknown) => {
        ctx.log.warn({ err: error }, 'servers of regions could not be looked after')
      })
      .then(() => {
        if (!isOver) timer = setTimeout(next, EVERY_MS)
      })
  }
  next()
  return async ({ andServers }) => {
    isOver = true
    if (timer) clearTimeout(timer)
    await running
    if (andServers) await ctx.drivers.process.stopServers(new Set())
    await releaseDeployments(ctx)
  }
}
