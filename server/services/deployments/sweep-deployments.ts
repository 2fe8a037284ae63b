import { and, asc, eq, gt, isNull, lte, or } from 'drizzle-orm'
import { regionDeployments } from '#db/schema/platform/deployments.ts'
import { type Ctx } from '../context.ts'
import { reconcileDeployment } from './reconcile-deployment.ts'

/** At once: each takes a connection, and a server that starts a processor. */
const AT_ONCE = 3

/**
 * Compares all regions whose operators asked for something that this process may look after, and mends them. @param only those whose
 * servers this host runs, or that nobody runs yet. Returns how many were looked at.
 */
export async function sweepDeployments(ctx: Ctx, { only }: { only?: 'this-host' } = {}): Promise<number> {
  const now = await ctx.clock.now(ctx.db)
  const isDue = or(isNull(regionDeployments.nextTryAt), lte(regionDeployments.nextTryAt, now))
  const ofThisHost = or(
    eq(regionDeployments.host, ctx.drivers.host.name),
    gt(regionDeployments.generation, regionDeployments.observedGeneration),
  )
  const due = await ctx.db
    .select({ regionId: regionDeployments.regionId })
    .from(regionDeployments)
    .where(only ? and(isDue, ofThisHost) : isDue)
    .orderBy(asc(regionDeployments.regionId))
  const waiting = [...due]
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { regionId } = next
      await reconcileDeployment(ctx, next).catch((error: unknown) =>
        ctx.log.error({ err: error, regionId }, 'a region could not be compared; the next sweep tries again'),
      )
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return due.length
}
