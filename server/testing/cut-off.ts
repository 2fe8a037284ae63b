import { galaxyApiBy } from '../galaxy/galaxy-api.ts'
import { type Ctx } from '../services/context.ts'

/** The same context for whom one galaxy, or every one, cannot be reached. `onAsked` is told what was asked for in vain. */
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
      at: (asked, options) =>
        isAway(asked) ? galaxyApiBy(() => refuse(asked)) : ctx.galaxies.at(asked, options),
      withGalaxy: (asked, work, options) =>
        isAway(asked) ? refuse(asked) : ctx.galaxies.withGalaxy(asked, work, options),
    },
  }
}
