import { type GalaxyTransaction } from '#db/client.ts'
import { type Ctx } from '../context.ts'
import { getNexusState, type NexusStateRow } from './get-nexus-state.ts'

/**
 * Runs `read` on one snapshot of the Nexus, so that its queries never see two versions while a generation commits.
 * Null before the first generation.
 */
export async function readNexus<T>(
  ctx: Ctx,
  read: (galaxy: GalaxyTransaction, state: NexusStateRow) => Promise<T>,
): Promise<T | null> {
  const state = await getNexusState(ctx.db)
  if (!state) return null
  return ctx.galaxies.withGalaxy(state.galaxyId, (galaxy) =>
    galaxy.transaction((tx) => read(tx, state), {
      isolationLevel: 'repeatable read',
      accessMode: 'read only',
    }),
  )
}
