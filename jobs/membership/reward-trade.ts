import { z } from 'zod'
import { defineJob } from '../define-job.ts'

/** Sweep: gives the members of every region their reputation for trade and tax. A missed run is made up for by the next. */
export const rewardTradeJob = defineJob({
  name: 'reward-trade',
  queue: 'background',
  payload: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
})
