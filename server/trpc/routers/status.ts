import { checkHealth } from '#server/services/platform/check-health.ts'
import { getPlatformFigures } from '#server/services/platform/get-platform-figures.ts'
import { router } from '../init.ts'
import { publicProcedure } from '../procedures.ts'

export const statusRouter = router({
  health: publicProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/status/health',
        tag: 'status',
        summary: 'Whether the platform answers',
        answer: 'Health',
      },
    })
    .query(({ ctx }) => checkHealth(ctx.service)),
  figures: publicProcedure.query(({ ctx }) => getPlatformFigures(ctx.service)),
})
