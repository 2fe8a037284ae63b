import { type Commodity } from '../economy/commodities.ts'
import { allow, refuse, type Verdict } from '../refusal.ts'
import { premiumFor } from './shortage.ts'

export const MOST_OPEN_JOBS = 10
export const MAX_JOB_UNITS = 10_000
export const MAX_JOB_DAYS = 30

const BUDGET_DAYS = 7
const BUDGET_SHARE = 4n
const LEAST_BUDGET = 2_000n

/** The UTC days before today whose income bounds the jobs of a decree. */
export const firstBudgetDay = (today: number): number => today - BUDGET_DAYS

/**
 * What jobs may set aside on a UTC day without a vote: a quarter of what the treasury received in the seven days before and today, at
 * least 2,000 credits. A friend who fills jobs can so not empty a treasury within a day; a vote has no such bound.
 */
export const jobBudget = (income: bigint): bigint => {
  const share = income / BUDGET_SHARE
  return share > LEAST_BUDGET ? share : LEAST_BUDGET
}

/** What a treasury asks for: units of a good at a port that uses it, for a premium on each unit (ECONOMY.md §6). */
export type TreasuryJob = {
  commodity: Commodity
  units: number
  /** Credits a unit, on top of the market's price. */
  premiumPerUnit: bigint
  days: number
}

/** The market that the job is for. */
export type JobMarket = {
  /** The port uses the good. */
  buys: boolean
  /** A port of the same sector makes it: goods would not be carried. */
  isSoldInSector: boolean
  basePrice: number
  levelBp: number
}

export type JobRefusal =
  | 'invalid-units'
  | 'invalid-days'
  | 'not-bought-there'
  | 'sold-in-sector'
  | 'premium-too-high'
  | 'invalid-premium'
  | 'too-many-open'
  | 'over-budget'
  | 'treasury-too-small'

/** The highest premium for a unit, whole credits: a quarter of the base price at its level. */
export const mostPremium = ({ basePrice, levelBp }: Pick<JobMarket, 'basePrice' | 'levelBp'>): bigint =>
  premiumFor(basePrice, levelBp, 1)

/**
 * Decides a job; `escrow` is moved from the treasury when it is posted, and what is left of it returns at the deadline. `budget` is what
 * a decree may still set aside today; null for a job that voters adopted.
 */
export function decideJob(
  job: TreasuryJob,
  market: JobMarket,
  { openJobs, budget, treasury }: { openJobs: number; budget: bigint | null; treasury: bigint },
): Verdict<{ escrow: bigint }, JobRefusal> {
  if (!isWithin(job.units, MAX_JOB_UNITS))
    return refuse('invalid-units', `The units must be between 1 and ${MAX_JOB_UNITS}.`)
  if (!isWithin(job.days, MAX_JOB_DAYS))
    return refuse('invalid-days', `A job runs 1 to ${MAX_JOB_DAYS} days.`)
  if (!market.buys) return refuse('not-bought-there', 'This port does not use this good.')
  if (market.isSoldInSector)
    return refuse(
      'sold-in-sector',
      'A port of the same sector sells this good. Jobs are for goods carried there.',
    )
  if (job.premiumPerUnit < 1n)
    return refuse('invalid-premium', 'The premium must be at least 1 credit a unit.')
  const most = mostPremium(market)
  if (job.premiumPerUnit > most)
    return refuse('premium-too-high', `The premium must be at most ${most} credits a unit.`)
  if (openJobs >= MOST_OPEN_JOBS)
    return refuse('too-many-open', `A region can have ${MOST_OPEN_JOBS} open jobs.`)
  const escrow = job.premiumPerUnit * BigInt(job.units)
  if (budget !== null && escrow > budget)
    return refuse(
      'over-budget',
      `Without a vote, jobs can set aside ${budget} more credits today. Ask for less, or put the job to a vote.`,
    )
  if (treasury < escrow)
    return refuse('treasury-too-small', `This sets ${escrow} credits aside and the treasury has ${treasury}.`)
  return allow({ escrow })
}

const isWithin = (value: number, max: number): boolean =>
  Number.isSafeInteger(value) && value >= 1 && value <= max

export type OpenJob = Pick<TreasuryJob, 'units' | 'premiumPerUnit'> & { delivered: number; dueAt: Date }

export type JobDelivery = { delivered: number; premium: bigint }

/** Decides what a sale at the job's market brings: a premium for each unit until the job is full. */
export function deliverToJob(
  job: OpenJob,
  sold: number,
  seller: { isOwner: boolean; holdsOffice: boolean; askedForIt: boolean },
  now: Date,
): Verdict<JobDelivery, 'too-late' | 'own-job' | 'job-full'> {
  if (seller.isOwner || seller.holdsOffice || seller.askedForIt)
    return refuse('own-job', 'Who governs a region or asked for a job cannot fill it.')
  if (now.getTime() > job.dueAt.getTime()) return refuse('too-late', 'This job is over.')
  const units = Math.min(sold, job.units - job.delivered)
  if (units <= 0) return refuse('job-full', 'This job is filled.')
  return allow({ delivered: job.delivered + units, premium: job.premiumPerUnit * BigInt(units) })
}

/** What returns to the treasury at the deadline or when the job is full, credits. */
export const jobRemainder = ({ units, premiumPerUnit, delivered }: OpenJob): bigint =>
  premiumPerUnit * BigInt(units - delivered)
