import { z } from 'zod'
import { COMMODITIES } from '../economy/commodities.ts'
import { idInput } from '../id-input.ts'
import { plainText } from '../plain-text.ts'
import { votingDurationDaysSchema } from '../voting/inputs.ts'
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

export const withdrawalInput = z.object({ orderId, jobId: idInput('The job id must be a UUID.') })

/** How an order is put to the vote, where that is the way or somebody who could decree it wants it. */
export const orderVoteFields = {
  asProposal: z.boolean().optional(),
  votingDurationDays: votingDurationDaysSchema.optional(),
  description: plainText({ label: 'The description', max: 4000, multiline: true }).optional(),
}

export const TREASURY_ORDERS = ['job', 'works', 'festival', 'withdrawal'] as const
export type TreasuryOrderKind = (typeof TREASURY_ORDERS)[number]

/** What a government orders from its treasury. */
export const treasuryOrder = z.discriminatedUnion('kind', [
  jobInput.omit({ orderId: true }).extend({ kind: z.literal('job') }),
  worksInput.omit({ orderId: true }).extend({ kind: z.literal('works') }),
  festivalInput.omit({ orderId: true }).extend({ kind: z.literal('festival') }),
  withdrawalInput.omit({ orderId: true }).extend({ kind: z.literal('withdrawal') }),
])
export type TreasuryOrder = z.output<typeof treasuryOrder>
