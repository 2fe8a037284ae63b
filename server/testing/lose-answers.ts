import { galaxyUnavailable } from '../galaxies/galaxy-unavailable.ts'
import { createGalaxyApi, type GalaxyCall } from '../galaxy/galaxy-api.ts'
import { type Ctx } from '../services/context.ts'

/** The same context, in which galaxies carry out one of their calls and nobody hears of it. */
export function loseAnswers(ctx: Ctx, call: GalaxyCall): Ctx {
  const apiFor: Ctx['galaxies']['apiFor'] = (galaxyId, options) => {
    const api = ctx.galaxies.apiFor(galaxyId, options)
    return createGalaxyApi(async (name, input) => {
      const answer = await api[name](input)
      if (name === call) throw galaxyUnavailable(new Error('the answer was lost'))
      return answer
    })
  }
  return { ...ctx, galaxies: { ...ctx.galaxies, apiFor } }
}
