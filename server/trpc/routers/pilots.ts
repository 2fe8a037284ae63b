import { leaderboardInput, profileInput } from '#server/domain/ships/pilot-record.ts'
import { getPilotProfile } from '#server/services/pilots/get-pilot-profile.ts'
import { listLeaderboard } from '#server/services/pilots/list-leaderboard.ts'
import { listCivicNews } from '#server/services/government/list-civic-news.ts'
import { router } from '../init.ts'
import { playerProcedure, publicProcedure } from '../procedures.ts'

export const pilotsRouter = router({
  news: playerProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/play/civic-news',
        tag: 'play',
        summary: 'New laws where you are or are a citizen, and your open votes',
        answer: 'CivicNews',
      },
    })
    .query(({ ctx }) => listCivicNews(ctx.service)),
  leaderboard: publicProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/pilots',
        tag: 'galaxy',
        summary: 'The best pilots of the last seven days',
        answer: 'Leaderboard',
        description:
          'By profit for 1,000 turns, or by contracts. Who spent fewer than 200 turns is left out.',
      },
    })
    .input(leaderboardInput)
    .query(({ ctx, input }) => listLeaderboard(ctx.service, input)),
  profile: publicProcedure
    .meta({
      rest: {
        method: 'GET',
        path: '/pilots/{callsign}',
        tag: 'galaxy',
        summary: 'What everybody may know of a pilot',
        answer: 'PilotProfile',
      },
    })
    .input(profileInput)
    .query(({ ctx, input }) => getPilotProfile(ctx.service, input)),
})
