import { z } from 'zod'
import { MEMBERSHIP_TYPES } from './membership-types.ts'

/** Outcome of a request to join a region or to become a resident or citizen. */
export const joinOutcomeWire = z.object({
  membershipType: z.enum(MEMBERSHIP_TYPES),
  outcome: z.enum(['joined', 'applied']),
  citizenshipAt: z.iso.datetime().nullable(),
  message: z.string(),
})
