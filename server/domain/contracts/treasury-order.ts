import { z } from 'zod'
import { COMMODITIES } from '../economy/commodities.ts'
import { idInput } from '../id-input.ts'
import { MAX_JOB_DAYS, MAX_JOB_UNITS } from './treasury-job.ts'

const PORT = 'A port is named by its number.'
const UNITS = `The units must be a whole number from 1 to ${MAX_JOB_UNITS}.`
const PREMIUM = 'The premium must be whole credits a unit, at least 1.'
const DAYS = `A job runs 1 to ${MAX_JOB_DAYS} days.`

const portId = z.int32(PORT).min(1, PORT)

/** Chosen by the client: sent again, the order is carried out once. */
const orderId = idInput(
  'The order id must be a UUID. It makes sure that a repeated request is carried out once.',
)

export const jobInput = z.object({
  orderId,
  portId,
  commodity: z.enum(COMMODITIES, 'Choose a good.'),
  units: z.int(UNITS).min(1, UNITS).max(MAX_JOB_UNITS, UNITS),
  premiumPerUnit: z.int32(PREMIUM).min(1, PREMIUM),
  days: z.int(DAYS).min(1, DAYS).max(MAX_JOB_DAYS, DAYS),
})
export const worksInput = z.object({ orderId, portId })
export const festivalInput = z.object({
  orderId,
  /** The UTC day on which it begins. */
  day: z.iso.date('Choose a date.'),
})

export const TREASURY_ORDERS = ['job', 'works', 'festival'] as const
export type TreasuryOrderKind = (typeof TREASURY_ORDERS)[number]

/** What a government orders from its treasury. */
export const treasuryOrder = z.discriminatedUnion('kind', [
  jobInput.omit({ orderId: true }).extend({ kind: z.literal('job') }),
  worksInput.omit({ orderId: true }).extend({ kind: z.literal('works') }),
  festivalInput.omit({ orderId: true }).extend({ kind: z.literal('festival') }),
])
export type TreasuryOrder = z.output<typeof treasuryOrder>
