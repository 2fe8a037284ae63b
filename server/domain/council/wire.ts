import { z } from 'zod'
import { count } from '../wire-fields.ts'
import { POLICY_STATUSES } from '../policies/policy-statuses.ts'
import { COUNCIL_MOTION_TYPES } from './motion-types.ts'

/** A motion of the Galactic Council in REST. All counts are seats; null until the vote is closed. */
export const motionWire = z.object({
  id: z.uuid(),
  motionType: z.enum(COUNCIL_MOTION_TYPES),
  title: z.string(),
  description: z.string(),
  /** Credits for the toll, a fraction for the tax, null for a text. */
  proposedValue: z.number().nullable(),
  /** The region whose seat proposed it. */
  seat: z.object({ id: z.uuid(), name: z.string() }),
  proposedBy: z.uuid(),
  proposedAt: z.iso.datetime(),
  votingClosesAt: z.iso.datetime(),
  seats: count,
  seatsVoted: count,
  seatsFor: count.nullable(),
  seatsAgainst: count.nullable(),
  status: z.enum(POLICY_STATUSES),
  effectiveAt: z.iso.datetime().nullable(),
})
export type MotionWire = z.infer<typeof motionWire>
