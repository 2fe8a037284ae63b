import { eq } from 'drizzle-orm'
import { galaxies } from '#db/schema/platform/regions.ts'
import { DEFAULT_RESOURCES } from '#server/domain/deployments/deployment.ts'
import { remoteGalaxy } from '#server/galaxies/remote-galaxy.ts'
import { GameError } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { getDeployment, writeWanted } from '../deployments/deployment-rows.ts'
import { requireServedGalaxy } from './require-served-galaxy.ts'

/**
 * Has a galaxy served by the process at `endpoint`, or with null by the platform's own processes again. The process must
 * answer and prove that it knows the galaxy's token before anybody is sent to it. Running processes follow within seconds.
 * @throws FORBIDDEN, NOT_FOUND, BAD_REQUEST for what is no address, UNAVAILABLE when the galaxy does not answer there.
 */
export async function setGalaxyEndpoint(
  ctx: Ctx,
  { name, endpoint }: { name: string; endpoint: string | null },
): Promise<void> {
  const { galaxyId, regionId, endpoint: former } = await requireServedGalaxy(ctx, name)
  const address = endpoint === null ? null : parseEndpoint(endpoint)
  if (address !== null)
    await remoteGalaxy({
      ...{ galaxyId, endpoint: address, log: ctx.log, cacheScope: {} },
      token: ctx.secrets.galaxyToken(galaxyId),
    }).ping({})
  await transact(ctx, async (tx) => {
    await tx.db.update(galaxies).set({ endpoint: address }).where(eq(galaxies.id, galaxyId))
    // The reconciler must not take it back.
    if (regionId !== null) {
      const row = await getDeployment(tx.db, regionId)
      await writeWanted(tx, regionId, {
        servedBy: address === null ? 'shared' : 'elsewhere',
        resources: row ? { cpu: row.cpu, memoryGb: row.memoryGb } : DEFAULT_RESOURCES,
        suspendedAt: row?.suspendedAt ?? null,
      })
    }
    await tx.audit({
      action: 'galaxy.endpoint-set',
      regionId,
      subject: { type: 'galaxy', id: galaxyId },
      detail: { from: former, to: address },
    })
  })
  await ctx.galaxies.release(galaxyId)
}

/** Origin and path only: the audit log shows the address, so nothing secret may be in it. */
function parseEndpoint(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash)
    throw new GameError(
      'BAD_REQUEST',
      'Give the address of the process as http://host:port or https://host, without a login or a query.',
    )
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '')
}
