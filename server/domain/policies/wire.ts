import { z } from 'zod'
import { treasuryOrder } from '../contracts/treasury-order.ts'
import { count } from '../wire-fields.ts'
import { settingsWire } from '../regions/wire.ts'
import { POLICY_STATUSES } from './policy-statuses.ts'
import { POLICY_TYPES } from '../regions/policy-types.ts'

/** A policy in REST (DESIGN.md §4). The three result figures are null until the vote is closed. */
export const policyWire = z.object({
  id: z.uuid(),
  regionId: z.uuid(),
  policyType: z.enum(POLICY_TYPES),
  title: z.string(),
  description: z.string(),
  proposedChanges: settingsWire.partial(),
  /** What it orders from the treasury instead of changing settings; `cost` is the most it may cost, and once carried out what it cost. */
  treasuryOrder: z.intersection(treasuryOrder, z.object({ cost: count })).nullable(),
  proposedBy: z.uuid(),
  proposedAt: z.iso.datetime(),
  votingClosesAt: z.iso.datetime(),
  /** Weight of the ballots, integer units. */
  votesFor: count.nullable(),
  votesAgainst: count.nullable(),
  /** Share of yes among yes and no, 0–100; also null if there was neither. */
  approvalPercentage: z.number().nullable(),
  status: z.enum(POLICY_STATUSES),
})
export type PolicyWire = z.infer<typeof policyWire>
