import { getPublicGalaxy } from '#server/services/government/get-public-galaxy.ts'
import { getPublicStatus } from '#server/services/incidents/get-public-status.ts'
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
  now: publicProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/status',
        tag: 'status',
        summary: 'What works, and what administrators say of faults',
        answer: 'Status',
        description:
          'Needs no token. Resolved incidents of the last 90 days. Whether a region answers is looked at every ten minutes.',
      },
    })
    .query(({ ctx }) => getPublicStatus(ctx.service)),
  galaxy: publicProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/galaxy',
        tag: 'galaxy',
        summary: 'The Nexus, the open regions at its gates, and what happened last',
        answer: 'Galaxy',
        description:
          'Needs no token. Trade is that of the last UTC day that is over; where pilots trade now is shown to nobody.',
      },
    })
    .query(({ ctx }) => getPublicGalaxy(ctx.service)),
  figures: publicProcedure.query(({ ctx }) => getPlatformFigures(ctx.service)),
})
