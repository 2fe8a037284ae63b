import { z } from 'zod'
import { checkHealth } from '#server/services/platform/check-health.ts'
import { getPlatformFigures } from '#server/services/platform/get-platform-figures.ts'
import { router } from '../init.ts'
import { publicProcedure } from '../procedures.ts'

const health = z.object({ status: z.literal('ok'), time: z.iso.datetime() })

export const statusRouter = router({
  health: publicProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/status/health',
        tags: ['status'],
        summary: 'Whether the platform answers',
        protect: false,
      },
    })
    .input(z.void())
    .output(health)
    .query(({ ctx }) => checkHealth(ctx.ctx)),
  figures: publicProcedure.query(({ ctx }) => getPlatformFigures(ctx.ctx)),
})
