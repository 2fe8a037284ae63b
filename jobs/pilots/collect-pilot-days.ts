import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Sweep: fetches what pilots did from every galaxy, for profiles and leaderboard. A missed run is made up for by the next. */
export const collectPilotDaysJob = defineJob({
  name: 'collect-pilot-days',
  queue: 'background',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
