import { type GalaxyApi } from '#server/galaxy/galaxy-api.ts'
import { galaxyApiBy } from '#server/galaxy/galaxy-api.ts'
import { type SentMessage } from '#server/domain/galaxy/galaxy-messages.ts'
import { type Ctx } from '../context.ts'
import { applyMessages } from './apply-messages.ts'

/**
 * A galaxy, wherever it is served: the one way of the platform to ask it. What an answer tells the platform is applied at once;
 * when that fails the message waits in the galaxy for `collectMessages`. @param passing a sweep over many galaxies.
 */
export function galaxyOf(ctx: Ctx, galaxyId: string, { passing = false } = {}): GalaxyApi {
  const api = ctx.galaxies.at(galaxyId, { clock: ctx.clock, passing })
  return galaxyApiBy(async (name, input) => {
    const answer = await api[name](input)
    // What is pulled is applied by who pulls it, and acknowledged only then.
    if (name !== 'pullMessages' && answer !== null && 'messages' in answer)
      await hear(ctx, galaxyId, answer.messages)
    return answer
  })
}

async function hear(ctx: Ctx, galaxyId: string, messages: readonly SentMessage[]): Promise<void> {
  try {
    await applyMessages(ctx, galaxyId, messages)
  } catch (error) {
    // What happened in the galaxy has happened: a refusal now would be untrue and invite a second try.
    ctx.log.error({ err: error, galaxyId }, 'messages of a galaxy wait for the next collection')
  }
}
