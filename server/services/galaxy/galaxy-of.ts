import { type GalaxyApi } from '#server/galaxy/galaxy-api.ts'
import { type SentMessage } from '#server/domain/galaxy/galaxy-messages.ts'
import { type Ctx } from '../context.ts'
import { applyMessages } from './apply-messages.ts'

/**
 * A galaxy, wherever it is served: the one way of the platform to ask it. What an answer tells the platform is applied at once;
 * when that fails the message waits in the galaxy for `collectMessages`. @param passing a sweep over many galaxies.
 */
export function galaxyOf(ctx: Ctx, galaxyId: string, { passing = false } = {}): GalaxyApi {
  const api = ctx.galaxies.at(galaxyId, { clock: ctx.clock, passing })
  const heard = async <T extends { messages: SentMessage[] }>(answer: T): Promise<T> => {
    try {
      await applyMessages(ctx, galaxyId, answer.messages)
    } catch (error) {
      // What happened in the galaxy has happened: a refusal now would be untrue and invite a second try.
      ctx.log.error({ err: error, galaxyId }, 'messages of a galaxy wait for the next collection')
    }
    return answer
  }
  return {
    ...api,
    enter: async (input) => heard(await api.enter(input)),
    move: async (input) => heard(await api.move(input)),
    payPatrols: async (input) => heard(await api.payPatrols(input)),
    syncSettings: async (input) => heard(await api.syncSettings(input)),
    gift: async (input) => {
      const answer = await api.gift(input)
      return answer.given ? heard(answer) : answer
    },
  }
}
