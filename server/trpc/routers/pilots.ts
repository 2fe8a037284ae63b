import { leaderboardInput, profileInput } from '#server/domain/ships/pilot-record.ts'
import { getPilotProfile } from '#server/services/pilots/get-pilot-profile.ts'
import { listLeaderboard } from '#server/services/pilots/list-leaderboard.ts'
import { router } from '../init.ts'
import { publicProcedure } from '../procedures.ts'

export const pilotsRouter = router({
  leaderboard: publicProcedure
    .input(leaderboardInput)
    .query(({ ctx, input }) => listLeaderboard(ctx.service, input)),
  profile: publicProcedure.input(profileInput).query(({ ctx, input }) => getPilotProfile(ctx.service, input)),
})
