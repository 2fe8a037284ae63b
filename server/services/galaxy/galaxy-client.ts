import { createGalaxyApi, type GalaxyApi } from '#server/galaxy/galaxy-api.ts'
import { type SentMessage } from '#server/domain/galaxy/galaxy-messages.ts'
import { type Ctx } from '../context.ts'
import { applyMessages } from './apply-messages.ts'

/**
 * The API of a galaxy, wherever it is served; services reach galaxies only through it. Messages in an answer are applied at
 * once; if that fails they stay in the galaxy for `collectMessages`. @param transient for sweeps: keeps no pool open.
 */
export function galaxyClient(ctx: Ctx, galaxyId: string, { transient = false } = {}): GalaxyApi {
  const api = ctx.galaxies.apiFor(galaxyId, { clock: ctx.clock, transient })
  return createGalaxyApi(async (name, input) => {
    const answer = await api[name](input)
    // Whoever pulls messages applies them, and acknowledges them only then.
    if (name !== 'pullMessages' && answer !== null && 'messages' in answer)
      await tryApply(ctx, galaxyId, answer.messages)
    return answer
  })
}

async function tryApply(ctx: Ctx, galaxyId: string, messages: readonly SentMessage[]): Promise<void> {
  try {
    await applyMessages(ctx, galaxyId, messages)
  } catch (error) {
    // The galaxy has committed: an error here would make the caller retry something that is done.
    ctx.log.error({ err: error, galaxyId }, 'messages of a galaxy are left for the next collection')
  }
}
