import { z } from 'zod'
import { VOTING_DAYS } from './schedule.ts'

const DAYS_MESSAGE = `Voting must last between ${VOTING_DAYS.min} and ${VOTING_DAYS.max} days.`

export const votingDurationDaysSchema = z
  .int(DAYS_MESSAGE)
  .min(VOTING_DAYS.min, DAYS_MESSAGE)
  .max(VOTING_DAYS.max, DAYS_MESSAGE)
