import { createGalaxyApi } from '../galaxy/galaxy-api.ts'
import { type Ctx } from '../services/context.ts'

/** The same context with one galaxy, or all of them, unreachable. `onAsked` gets the id of each galaxy that was called. */
export function cutOff<C extends Ctx>(
  ctx: C,
  { galaxyId, onAsked }: { galaxyId?: string | null; onAsked?: (galaxyId: string) => void } = {},
): C {
  const isAway = (asked: string) => galaxyId === undefined || asked === galaxyId
  const refuse = (asked: string) => {
    onAsked?.(asked)
    return Promise.reject(new Error('down'))
  }
  return {
    ...ctx,
    galaxies: {
      ...ctx.galaxies,
      apiFor: (asked, options) =>
        isAway(asked) ? createGalaxyApi(() => refuse(asked)) : ctx.galaxies.apiFor(asked, options),
      withGalaxy: (asked, work, options) =>
        isAway(asked) ? refuse(asked) : ctx.galaxies.withGalaxy(asked, work, options),
    },
  }
}
