import { z } from 'zod'
import { MEMBERSHIP_TYPES } from './membership-types.ts'

/** What became of a wish to enter a region or to become more in it. */
export const joinOutcomeWire = z.object({
  membershipType: z.enum(MEMBERSHIP_TYPES),
  outcome: z.enum(['joined', 'applied']),
  citizenshipAt: z.iso.datetime().nullable(),
  message: z.string(),
})
