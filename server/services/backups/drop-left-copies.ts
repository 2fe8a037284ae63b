import { galaxies } from '#db/schema/platform/regions.ts'
import { COPY_LEFT_MS } from '#server/domain/backups/drill.ts'
import { type Ctx } from '../context.ts'
import { sweepEach } from '../sweep-each.ts'

/** Drops what backups were loaded into for drills, proofs and exports by processes that died, on all servers. Returns how many. */
export async function dropLeftCopies(ctx: Ctx): Promise<number> {
  const before = new Date((await ctx.clock.now(ctx.db)).getTime() - COPY_LEFT_MS)
  const known = await ctx.db.selectDistinct({ location: galaxies.location }).from(galaxies)
  const locations = new Set([ctx.galaxies.homeLocation(), ...known.map(({ location }) => location)])
  let dropped = 0
  await sweepEach(
    ctx,
    [...locations].map((location) => ({ location })),
    async (server) => {
      dropped += await ctx.galaxies.replacement.dropLeftCopies(server, before)
    },
  )
  return dropped
}
