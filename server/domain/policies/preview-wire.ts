import { z } from 'zod'
import { LEVERS } from '../regions/lever-table.ts'
import { POLICY_TYPES } from '../regions/policy-types.ts'

/** What saving changes would do, one part for each kind of policy. */
export const changesPreviewWire = z.array(
  z.object({
    policyType: z.enum(POLICY_TYPES),
    changes: z.array(z.object({ lever: z.enum(LEVERS) })),
    decision: z.object({
      instrument: z.enum(['decree', 'vote', 'refused']),
      title: z.string(),
      text: z.string(),
    }),
  }),
)

/** Simulate changes on the last 30 days. */
export const changesImpactWire = z.array(
  z.object({
    lever: z.enum(LEVERS),
    what: z.string(),
    unit: z.enum(['credits', 'people', 'votes', 'percent', 'days', 'per_year']),
    /** Null where it cannot be known. */
    before: z.number().nullable(),
    after: z.number().nullable(),
    basis: z.enum(['figures', 'rule', 'none']),
    note: z.string(),
  }),
)
