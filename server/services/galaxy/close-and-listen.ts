import { type GalaxyAddress } from '#server/galaxies/galaxies.ts'
import { type GalaxyApi } from '#server/galaxy/galaxy-api.ts'
import { type Ctx } from '../context.ts'
import { acknowledge } from './collect-messages.ts'
import { applyOrSetAside } from './set-aside.ts'

const BATCH = 200

/** Lets the galaxy's role out of its database: from now on nobody changes the galaxy, whatever process serves it. */
export async function shutGalaxy(ctx: Ctx, galaxy: GalaxyAddress): Promise<void> {
  await ctx.galaxies.replacement.close(galaxy)
  await ctx.galaxies.release(galaxy.id)
}

/** A closed galaxy's last messages become known to the platform. Then `work` reads it, as its owner. */
export const listenToClosed = <T>(
  ctx: Ctx,
  galaxy: GalaxyAddress,
  work: (api: GalaxyApi) => Promise<T>,
): Promise<T> =>
  ctx.galaxies.replacement.withApi(galaxy, { name: galaxy.databaseName, as: 'owner' }, async (apiAt) => {
    const api = apiAt(ctx.clock)
    for (;;) {
      const { messages } = await api.pullMessages({ limit: BATCH })
      if (messages.length === 0) return work(api)
      for (const sent of messages) await applyOrSetAside(ctx, galaxy.id, sent)
      await acknowledge(
        ctx,
        api,
        messages.map(({ id }) => id),
      )
    }
  })
